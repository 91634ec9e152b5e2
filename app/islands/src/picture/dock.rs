/// The picture of the home page: a card on its way into a container. It says nothing that the sentence beside it does
/// not say, so it is hidden from screen readers.
pub fn dock() -> &'static str {
    concat!(
        r#"<svg class="dock" viewBox="0 0 360 300" aria-hidden="true" focusable="false">"#,
        r#"<path class="dock-rope" d="M130-22v56M230-22v56"/>"#,
        r#"<g class="dock-card"><path class="dock-teeth" d="M104 152h28v16h-28zM140 152h112v16H140z"/>"#,
        r#"<rect class="dock-board" x="70" y="34" width="220" height="120" rx="10"/>"#,
        r#"<path class="dock-slots" d="M52 40v118M52 48h18M52 130h18"/>"#,
        r#"<circle class="dock-fan" cx="130" cy="94" r="40"/><circle class="dock-fan" cx="230" cy="94" r="40"/>"#,
        r#"<path class="dock-blade" d="M130 94v-34M130 94l29 17M130 94l-29 17M230 94v-34M230 94l29 17M230 94l-29 17"/>"#,
        r#"<circle class="dock-hub" cx="130" cy="94" r="9"/><circle class="dock-hub" cx="230" cy="94" r="9"/></g>"#,
        r#"<path class="dock-wall" d="M16 178v104a10 10 0 0 0 10 10h308a10 10 0 0 0 10-10V178"/>"#,
        r#"<path class="dock-ribs" d="M46 206v66M76 206v66M106 206v66M136 206v66M166 206v66M196 206v66M226 206v66M256 206v66M286 206v66M316 206v66"/>"#,
        "</svg>"
    )
}
