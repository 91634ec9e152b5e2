//! What Windows says in the languages it speaks: the labels are those of WSL's own repository
//! (`localization/strings`), read on 2026-11-21.

use std::fmt::Write as _;

use gpudock_core::{diagnose::read::read, fact::Seen};

/// Language; labels of the first two lines and the last of `wsl --version`; of the default version in
/// `wsl --status`.
#[rustfmt::skip]
const LANGUAGES: &[(&str, [&str; 3], &str)] = &[
    ("cs-CZ", ["Verze WSL: ", "Verze jádra: ", "Verze systému Windows: "], "Výchozí verze: "),
    ("da-DK", ["WSL-version: ", "Kerneversion: ", "Windows-version: "], "Standardversion: "),
    ("de-DE", ["WSL-Version: ", "Kernelversion: ", "Windows-Version: "], "Standardversion: "),
    ("en-US", ["WSL version: ", "Kernel version: ", "Windows version: "], "Default Version: "),
    ("es-ES", ["Versión de WSL: ", "Versión de kernel: ", "Versión de Windows: "], "Versión predeterminada: "),
    ("fi-FI", ["WSL-versio: ", "Ytimen versio: ", "Windows-versio: "], "Oletusversio: "),
    ("fr-FR", ["Version WSL : ", "Version du noyau : ", "Version de Windows : "], "Version par défaut : "),
    ("hu-HU", ["WSL-verzió: ", "Kernelverzió: ", "Windows-verzió: "], "Alapértelmezett verzió: "),
    ("it-IT", ["Versione WSL: ", "Versione kernel: ", "Versione di Windows: "], "Versione predefinita: "),
    ("ja-JP", ["WSL バージョン: ", "カーネル バージョン: ", "Windows バージョン: "], "既定のバージョン: "),
    ("ko-KR", ["WSL 버전: ", "커널 버전: ", "Windows 버전: "], "기본 버전: "),
    ("nb-NO", ["WSL-versjon: ", "Kernelversjon: ", "Windows-versjon: "], "Standardversjon: "),
    ("nl-NL", ["WSL-versie: ", "Kernelversie: ", "Windows-versie: "], "Standaardversie: "),
    ("pl-PL", ["Wersja podsystemu WSL: ", "Wersja jądra: ", "Wersja systemu Windows: "], "Wersja domyślna: "),
    ("pt-BR", ["Versão do WSL: ", "Versão do kernel: ", "Versão do Windows: "], "Versão Padrão: "),
    ("pt-PT", ["Versão WSL: ", "Versão do kernel: ", "Versão do Windows: "], "Versão predefinida: "),
    ("ru-RU", ["Версия WSL: ", "Версия ядра: ", "Версия Windows: "], "Версия по умолчанию: "),
    ("sv-SE", ["WSL-version: ", "Kernelversion: ", "Windows-version: "], "Standardversion: "),
    ("tr-TR", ["WSL sürümü: ", "Çekirdek sürümü: ", "Windows sürümü: "], "Varsayılan Sürüm: "),
    ("zh-CN", ["WSL 版本: ", "内核版本: ", "Windows 版本: "], "默认版本: "),
    ("zh-TW", ["WSL 版本： ", "核心版本： ", "Windows 版本： "], "預設版本: "),
];

/// The bytes of UTF-16 as a program reads them that takes them for UTF-8.
fn utf16_as_bytes(text: &str) -> String {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn said(seen: Option<&Seen<String>>) -> &str {
    seen.map_or("", |seen| &seen.value)
}

#[test]
fn wsl_is_read_in_every_language() {
    let mut wrong = String::new();
    for (language, [wsl, kernel, windows], _) in LANGUAGES {
        let plain = format!("{wsl}2.6.1.0\r\n{kernel}6.6.87.2-1\r\n{windows}10.0.26100.6584\r\n");
        let no_colon_of_its_own = plain.replace('：', ":");
        for text in [plain.clone(), no_colon_of_its_own, utf16_as_bytes(&plain)] {
            let facts = read(&text).facts;
            let got = [&facts.wsl, &facts.wsl_kernel, &facts.windows_build].map(Option::as_ref);
            if got.map(said) != ["2.6.1.0", "6.6.87.2-1", "10.0.26100.6584"] {
                let _ = writeln!(wrong, "{language}: {:?} from {text:?}", got.map(said));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_kernel_is_found_without_the_line_before() {
    for (language, [_, kernel, _], _) in LANGUAGES {
        if matches!(*language, "fi-FI" | "tr-TR") {
            continue; // Their words for it do not tell a kernel from anything else.
        }
        let facts = read(&format!("{kernel}6.6.87.2-1\n")).facts;
        assert_eq!(said(facts.wsl_kernel.as_ref()), "6.6.87.2-1", "{language}");
    }
}

#[test]
fn the_default_version_is_read_in_every_language() {
    for (language, _, label) in LANGUAGES {
        for value in ["1", "2"] {
            let facts = read(&format!("Ubuntu-24.04\n{label}{value}\n")).facts;
            assert_eq!(said(facts.wsl_default_version.as_ref()), value, "{language}");
        }
        assert!(read(&format!("{label}3\n")).facts.wsl_default_version.is_none(), "{language}");
    }
}
