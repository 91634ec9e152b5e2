// For pages that may run scripts: <gpu-dock-diagnosis> and <gpu-dock-wizard>, each a frame with the tool in it that is
// as high as its content. Attributes: theme (light, dark), lang (en, fr, zh), answers (the wizard's, as behind # in its address).
(() => {
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const define = (name, page, title) => {
    if (customElements.get(name)) return;
    customElements.define(name, class extends HTMLElement {
      static get observedAttributes() { return ["theme", "lang", "answers"]; }
      connectedCallback() {
        if (this.frame) return;
        this.frame = document.createElement("iframe");
        this.frame.title = this.getAttribute("title") || title;
        this.frame.style.cssText = "display:block;width:100%;height:40rem;border:0";
        this.frame.allow = "clipboard-write";
        this.point();
        this.append(this.frame);
        this.heard = event => {
          const { gpudock, height } = event.data || {};
          if (event.source === this.frame.contentWindow && gpudock === "height" && height > 0) this.frame.style.height = height + "px";
        };
        addEventListener("message", this.heard);
      }
      disconnectedCallback() {
        removeEventListener("message", this.heard);
        this.frame.remove();
        this.frame = null;
      }
      attributeChangedCallback() { if (this.frame) this.point(); }
      point() {
        const asked = new URLSearchParams({ embed: "" });
        for (const name of ["theme", "lang"]) if (this.hasAttribute(name)) asked.set(name, this.getAttribute(name));
        const answers = this.getAttribute("answers");
        this.frame.src = folder + page + "?" + asked + (answers ? "#" + answers : "");
      }
    });
  };
  define("gpu-dock-diagnosis", "diagnose.html", "GPU Dock");
  define("gpu-dock-wizard", "setup.html", "GPU Dock");
})();
