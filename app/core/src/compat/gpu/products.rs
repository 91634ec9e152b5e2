//! Products by compute capability, one name a line, as the driver prints them but without a leading `NVIDIA `.

use super::{
    super::sources::{CUDA_GPUS, CUDA_LEGACY_GPUS, OPEN_MODULES, PCI_IDS, SMI_PASTES},
    kind_of,
};
use crate::{
    compat::gpu::Kind,
    fact::{Cited, ComputeCapability, Row},
};

/// Products that share a compute capability and a source.
struct Family {
    capability: ComputeCapability,
    cited: Cited,
    names: &'static str,
}

const fn family(major: u8, minor: u8, cited: Cited, names: &'static str) -> Family {
    Family { capability: ComputeCapability::of(major, minor), cited, names }
}

/// One product.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Product {
    /// Name without a leading `NVIDIA `.
    pub name: &'static str,
    /// Compute capability.
    pub capability: ComputeCapability,
    /// Where it was read.
    pub cited: Cited,
}

impl Product {
    /// What sort of product it is.
    pub fn kind(&self) -> Option<Kind> {
        kind_of(self.name)
    }
}

impl Row for Product {
    fn id(&self) -> String {
        let mut id = String::from("gpu");
        let mut gap = true;
        for letter in self.name.chars() {
            if letter.is_ascii_alphanumeric() {
                if gap {
                    id.push('-');
                }
                id.push(letter.to_ascii_lowercase());
            }
            gap = !letter.is_ascii_alphanumeric();
        }
        id
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

/// Every product, newest compute capability first.
pub fn products() -> impl Iterator<Item = Product> {
    FAMILIES.iter().flat_map(|family| {
        family.names.lines().map(|name| Product {
            name,
            capability: family.capability,
            cited: family.cited,
        })
    })
}

#[rustfmt::skip]
static FAMILIES: &[Family] = &[
    family(12, 1, Cited::seen(&OPEN_MODULES), "\
GB10"),
    family(12, 0, Cited::derived(&CUDA_GPUS), "\
RTX PRO 4500 Blackwell Server Edition"),
    family(12, 0, Cited::seen(&OPEN_MODULES), "\
RTX PRO 6000 Blackwell Server Edition
GeForce RTX 5050
GeForce RTX 5060
GeForce RTX 5060 Ti
GeForce RTX 5070
GeForce RTX 5070 Ti
GeForce RTX 5080
GeForce RTX 5090
GeForce RTX 5090 D
GeForce RTX 5090 D v2
GeForce RTX 5050 Laptop GPU
GeForce RTX 5060 Laptop GPU
GeForce RTX 5070 Laptop GPU
GeForce RTX 5070 Ti Laptop GPU
GeForce RTX 5080 Laptop GPU
GeForce RTX 5090 Laptop GPU
RTX PRO 1000 Blackwell Generation Laptop GPU
RTX PRO 2000 Blackwell Generation Laptop GPU
RTX PRO 3000 Blackwell Generation Laptop GPU
RTX PRO 4000 Blackwell Generation Laptop GPU
RTX PRO 500 Blackwell Generation Laptop GPU
RTX PRO 5000 Blackwell Generation Laptop GPU
RTX PRO 6000 Blackwell Max-Q Workstation Edition
RTX 6000D
RTX PRO 2000 Blackwell
RTX PRO 2000 Blackwell Embedded GPU
RTX PRO 4000 Blackwell
RTX PRO 4000 Blackwell Embedded GPU
RTX PRO 4000 Blackwell SFF Edition
RTX PRO 4500 Blackwell
RTX PRO 500 Blackwell Embedded GPU
RTX PRO 5000 72GB Blackwell
RTX PRO 5000 Blackwell
RTX PRO 5000 Blackwell Embedded GPU
RTX PRO 6000 Blackwell Workstation Edition"),
    family(11, 0, Cited::seen(&CUDA_GPUS), "\
Jetson T4000
Jetson T5000"),
    family(10, 3, Cited::seen(&OPEN_MODULES), "\
B300 SXM6 AC
GB300"),
    family(10, 0, Cited::seen(&OPEN_MODULES), "\
B200
GB200"),
    family(9, 0, Cited::seen(&OPEN_MODULES), "\
GH200 120GB
GH200 144G HBM3e
GH200 480GB
H100
H100 80GB HBM3
H100 NVL
H100 PCIe
H20
H20 NVL16
H20-3e
H200
H200 NVL
H800
H800 NVL
H800 PCIe"),
    family(8, 9, Cited::seen(&OPEN_MODULES), "\
L2
L20
L4
L40
L40S
GeForce RTX 4060
GeForce RTX 4060 Ti
GeForce RTX 4070
GeForce RTX 4070 SUPER
GeForce RTX 4070 Ti
GeForce RTX 4070 Ti SUPER
GeForce RTX 4080
GeForce RTX 4080 SUPER
GeForce RTX 4090
GeForce RTX 4090 D
GeForce RTX 3050 A Laptop GPU
GeForce RTX 4050 Laptop GPU
GeForce RTX 4060 Laptop GPU
GeForce RTX 4070 Laptop GPU
GeForce RTX 4080 Laptop GPU
GeForce RTX 4090 Laptop GPU
RTX 1000 Ada Generation Laptop GPU
RTX 2000 Ada Generation Laptop GPU
RTX 3000 Ada Generation Laptop GPU
RTX 3500 Ada Generation Laptop GPU
RTX 4000 Ada Generation Laptop GPU
RTX 500 Ada Generation Laptop GPU
RTX 5000 Ada Generation Laptop GPU
RTX 2000 Ada Generation
RTX 2000 Ada Generation Embedded GPU
RTX 2000E Ada Generation
RTX 3500 Ada Generation Embedded GPU
RTX 4000 Ada Generation
RTX 4000 SFF Ada Generation
RTX 4500 Ada Generation
RTX 5000 Ada Generation
RTX 5000 Ada Generation Embedded GPU
RTX 5880 Ada Generation
RTX 6000 Ada Generation"),
    family(8, 7, Cited::seen(&CUDA_GPUS), "\
Jetson AGX Orin
Jetson Orin NX
Jetson Orin Nano"),
    family(8, 7, Cited::seen(&SMI_PASTES), "\
Orin (nvgpu)"),
    family(8, 6, Cited::seen(&OPEN_MODULES), "\
CMP 70HX
CMP 90HX
A10
A10G
A16
A2
A40
GeForce RTX 2050
GeForce RTX 3050
GeForce RTX 3050 OEM
GeForce RTX 3060
GeForce RTX 3060 Ti
GeForce RTX 3070
GeForce RTX 3070 Ti
GeForce RTX 3080
GeForce RTX 3080 Ti
GeForce RTX 3090
GeForce RTX 3090 Ti
A10M
GeForce MX570
GeForce MX570 A
GeForce RTX 3050 4GB Laptop GPU
GeForce RTX 3050 6GB Laptop GPU
GeForce RTX 3050 Laptop GPU
GeForce RTX 3050 Ti Laptop GPU
GeForce RTX 3050Ti Laptop GPU
GeForce RTX 3060 Laptop GPU
GeForce RTX 3070 Laptop GPU
GeForce RTX 3070 Ti Laptop GPU
GeForce RTX 3080 Laptop GPU
GeForce RTX 3080 Ti Laptop GPU
RTX A1000 6GB Laptop GPU
RTX A1000 Laptop GPU
RTX A2000 8GB Laptop GPU
RTX A2000 Laptop GPU
RTX A3000 12GB Laptop GPU
RTX A3000 Laptop GPU
RTX A4000 Laptop GPU
RTX A4500 Laptop GPU
RTX A500 Laptop GPU
RTX A5000 Laptop GPU
RTX A5500 Laptop GPU
RTX A1000
RTX A1000 Embedded GPU
RTX A2000
RTX A2000 12GB
RTX A2000 Embedded GPU
RTX A400
RTX A4000
RTX A4000H
RTX A4500
RTX A4500 Embedded GPU
RTX A500 Embedded GPU
RTX A5000
RTX A5500
RTX A6000"),
    family(8, 0, Cited::seen(&OPEN_MODULES), "\
A100 80GB PCIe
A100-PCIE-40GB
A100-SXM-64GB
A100-SXM4-40GB
A100-SXM4-80GB
A30
A800 40GB Active
A800 80GB PCIe
A800 80GB PCIe LC
A800-SXM4-40GB
A800-SXM4-80GB
AX800"),
    family(7, 5, Cited::seen(&OPEN_MODULES), "\
CMP 30HX
CMP 40HX
CMP 50HX
Tesla T4
GeForce GTX 1630
GeForce GTX 1650
GeForce GTX 1650 SUPER
GeForce GTX 1650 Ti
GeForce GTX 1660
GeForce GTX 1660 SUPER
GeForce GTX 1660 Ti
GeForce RTX 2060
GeForce RTX 2060 SUPER
GeForce RTX 2070
GeForce RTX 2070 SUPER
GeForce RTX 2080
GeForce RTX 2080 SUPER
GeForce RTX 2080 Ti
GeForce GTX 1650 Ti with Max-Q Design
GeForce GTX 1650 with Max-Q Design
GeForce GTX 1660 Ti with Max-Q Design
GeForce MX450
GeForce MX550
GeForce RTX 2060 with Max-Q Design
GeForce RTX 2070 Super with Max-Q Design
GeForce RTX 2070 with Max-Q Design
GeForce RTX 2080 Super with Max-Q Design
GeForce RTX 2080 with Max-Q Design
T1200 Laptop GPU
T550 Laptop GPU
T600 Laptop GPU
Quadro RTX 3000 with Max-Q Design
Quadro RTX 4000 with Max-Q Design
Quadro RTX 5000 with Max-Q Design
Quadro T1000 with Max-Q Design
Quadro T2000 with Max-Q Design
T1000
T1000 8GB
T400
T400 4GB
T400E
T500
T600
Quadro RTX 3000
Quadro RTX 4000
Quadro RTX 5000
Quadro RTX 6000
Quadro RTX 8000
Quadro T1000
Quadro T2000
TITAN RTX"),
    family(7, 2, Cited::seen(&CUDA_GPUS), "\
Jetson AGX Xavier
Jetson Xavier NX"),
    family(7, 0, Cited::seen(&CUDA_LEGACY_GPUS), "\
Tesla V100-DGXS-32GB
Tesla V100-PCIE-16GB
Tesla V100-PCIE-32GB
Tesla V100-SXM2-16GB
Tesla V100-SXM2-32GB
Tesla V100-SXM3-32GB
Tesla V100S-PCIE-32GB
Quadro GV100
TITAN V"),
    family(6, 2, Cited::seen(&CUDA_GPUS), "\
Jetson TX2"),
    family(6, 1, Cited::seen(&PCI_IDS), "\
P102-100
P104-100
P106-090
P106-100
GeForce GT 1010
GeForce GTX 1050 3GB
GeForce GTX 1050 Ti
GeForce GTX 1060 3GB
GeForce GTX 1060 5GB
GeForce GTX 1060 6GB
GeForce MX150
GeForce MX230
GeForce MX250
GeForce MX330
GeForce MX350"),
    family(6, 1, Cited::seen(&CUDA_LEGACY_GPUS), "\
Tesla P4
Tesla P40
Tesla P6
GeForce GTX 1050
GeForce GTX 1060
GeForce GTX 1070
GeForce GTX 1070 Ti
GeForce GTX 1080
GeForce GTX 1080 Ti
Quadro P1000
Quadro P2000
Quadro P2200
Quadro P3000
Quadro P3200
Quadro P400
Quadro P4000
Quadro P4200
Quadro P500
Quadro P5000
Quadro P520
Quadro P5200
Quadro P600
Quadro P6000
Quadro P620
TITAN X (Pascal)
TITAN Xp"),
    family(6, 0, Cited::seen(&CUDA_LEGACY_GPUS), "\
Tesla P100-DGXS-16GB
Tesla P100-PCIE-12GB
Tesla P100-PCIE-16GB
Tesla P100-SXM2-16GB
Quadro GP100"),
    family(5, 3, Cited::seen(&CUDA_GPUS), "\
Jetson Nano"),
    family(5, 2, Cited::seen(&CUDA_LEGACY_GPUS), "\
Tesla M4
Tesla M40
Tesla M6
Tesla M60
GeForce GTX 950
GeForce GTX 960
GeForce GTX 970
GeForce GTX 980
GeForce GTX 980 Ti
GeForce GTX TITAN X
GeForce GTX 965M
GeForce GTX 970M
GeForce GTX 980M
Quadro M5500
Quadro M2000
Quadro M2200
Quadro M4000
Quadro M5000
Quadro M6000
Quadro M6000 24GB"),
    family(5, 2, Cited::derived(&PCI_IDS), "\
Quadro M3000M
Quadro M4000M
Quadro M5000M"),
    family(5, 0, Cited::seen(&PCI_IDS), "\
Tesla M10"),
    family(5, 0, Cited::seen(&CUDA_LEGACY_GPUS), "\
GeForce GTX 745
GeForce GTX 750
GeForce GTX 750 Ti
GeForce 830M
GeForce 840M
GeForce 845M
GeForce 920MX
GeForce 930M
GeForce 930MX
GeForce 940M
GeForce 940MX
GeForce GTX 850M
GeForce GTX 950M
GeForce GTX 960M
GeForce MX110
GeForce MX130
Quadro M1000M
Quadro M2000M
Quadro M500M
Quadro M600M
NVS 810
Quadro K1200
Quadro K2200
Quadro K620
Quadro M1200
Quadro M520
Quadro M620"),
    family(3, 7, Cited::seen(&PCI_IDS), "\
Tesla K80"),
    family(3, 5, Cited::seen(&PCI_IDS), "\
Tesla K20Xm
Tesla K20c
Tesla K20m
Tesla K40c
Tesla K40m
GeForce GTX 780
GeForce GTX 780 Ti
GeForce GTX TITAN
GeForce GTX TITAN Black
GeForce GTX TITAN Z
GeForce 910M
GeForce 920M
Quadro K510M
Quadro K610M
Quadro K5200
Quadro K6000"),
    family(3, 0, Cited::seen(&PCI_IDS), "\
GRID K1
GRID K2
GRID K520
Tesla K10
GeForce GT 740
GeForce GTX 650
GeForce GTX 650 Ti
GeForce GTX 660
GeForce GTX 660 Ti
GeForce GTX 670
GeForce GTX 680
GeForce GTX 690
GeForce GTX 760
GeForce GTX 770
GeForce GT 650M
GeForce GT 745M
GeForce GT 750M
GeForce GT 755M
GeForce GTX 760M
GeForce GTX 765M
GeForce GTX 770M
GeForce GTX 780M
GeForce GTX 870M
GeForce GTX 880M
Quadro K1100M
Quadro K2100M
Quadro K3100M
Quadro K4100M
Quadro K5100M
NVS 510
Quadro 410
Quadro K2000
Quadro K2000D
Quadro K4000
Quadro K420
Quadro K4200
Quadro K5000
Quadro K600"),
    family(2, 1, Cited::seen(&PCI_IDS), "\
GeForce GT 430
GeForce GT 440
GeForce GT 520
GeForce GT 610
GeForce GT 620
GeForce GTS 450
GeForce GTX 460
GeForce GTX 550 Ti
GeForce GTX 560 SE
GeForce GT 540M
GeForce GTX 670M
GeForce GTX 675M
NVS 310
NVS 315
Quadro 2000
Quadro 600"),
    family(2, 0, Cited::seen(&PCI_IDS), "\
Tesla C2050
Tesla C2075
Tesla M2090
GeForce GTX 465
GeForce GTX 470
GeForce GTX 480
GeForce GTX 570
GeForce GTX 580
GeForce GTX 590
Quadro 4000
Quadro 5000
Quadro 6000"),
];
