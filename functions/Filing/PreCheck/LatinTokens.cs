using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>What a run of Latin letters and digits in a product name is.</summary>
internal enum LatinKind
{
    /// <summary>A known abbreviation, grade, formula or standard (业内熟知的简称).</summary>
    Known,

    /// <summary>A model code (规格型号).</summary>
    Model,

    /// <summary>A figure that may be a specification.</summary>
    Specification,

    /// <summary>Letters that are no abbreviation we know.</summary>
    Unknown,

    /// <summary>Advertising: Pro, Plus, mini.</summary>
    Praise,
}

/// <summary>Tells abbreviations of a trade (LED, 5G, Q235, PM2.5) from models (XJ-200, P40) by a table of the first and the shape of the second.</summary>
internal static partial class LatinTokens
{
    /// <summary>Abbreviations a trade uses in its common names. Upper case here; letters are compared without case.</summary>
    private static readonly FrozenSet<string> Abbreviations = Read(
        """
        LED OLED QLED AMOLED MICRO-LED MINI-LED MICROLED MINILED LCD TFT LCOS DLP CRT VFD UV UVA UVB UVC IR EUV DUV RGB RGBW COB SMD SMT BGA CSP QFN IC ASIC FPGA CPLD CPU GPU NPU DPU TPU MCU DSP SOC ARM RISC RISC-V DRAM SRAM NAND NOR FLASH EEPROM ROM RAM SSD HDD DDR PCI PCIE SATA NVME PCB FPC PCBA FFC HDI MEMS IGBT MOSFET MOS CMOS CCD CIS GAN SIC LDO DC AC DC-DC AC-DC ADC DAC UPS EPS PWM VFD PLC DCS SCADA HMI CNC NC CAD CAM CAE BIM GIS ERP MES CRM OA WMS PLM SCM SAAS PAAS IAAS APP AI AIOT IOT NB NB-IOT LORA ZIGBEE WIFI WI-FI WLAN WAPI BLE GPS GNSS RTK INS IMU UWB RFID NFC ETC OBU RSU V2X C-V2X VR AR MR XR HUD ADAS AEB ABS ESP EPB EPS ECU VCU BMS MCU OBC DVR NVR DVD CD VCD MP IPTV OTT CATV KTV POE PON GPON EPON OLT ONU ONT OTN SDH DWDM WDM SDN NFV VPN DNS IDC CDN IP TCP HTTP USB TYPE-C TYPEC HDMI VGA DVI DP SIM ESIM USIM UKEY OTG TF SD QR OCR API SDK SQL LINUX WINDOWS ANDROID IOS WEB H5
        CT MRI PET SPECT DR CR DSA ECMO ICU CCU ECG EEG EMG PCR QPCR RT-PCR DNA RNA MRNA SIRNA ELISA HIV HPV HBV HCV EBV CMV TB HLA ATP NK CAR-T CART IVF IVD POCT KIT TSH HCG PSA AFP CEA CRP PCT IGG IGM IGE EGF FGF VEGF TNF ADC BCG DTP HIB VC VE VD DHA EPA ARA PQQ NMN NAD GABA SOD CMC HPMC PVP PVA PEG PLGA PLA PHA PBAT PBS PCL
        PE PP PVC PS ABS PC PET PBT POM PMMA PTFE PVDF PFA FEP ETFE EVA EVOH POE TPE TPR TPU TPV PU PUR PI PPS PPO PPE PEEK PEI PES PSU LCP PAI PA HDPE LDPE LLDPE UHMWPE XLPE PEX PERT PE-RT PP-R PPR PVC-U UPVC CPVC PB EPDM NBR HNBR SBR SBS SEBS SIS IIR CR BR NR FKM EPS XPS EPP EPE BOPP BOPET BOPA CPP APET CPET PETG SAN ASA AS MBS MS SMC BMC FRP GRP GFRP CFRP GMT PCM UF MF PF EP PAC PAM PAN PVB SAP SPE WPC MDF HDF OSB PSB LVL CLT PAC PFS EDTA DMF DMC DMSO NMP MDI TDI HDI IPDI PTA MTBE MMA BDO ADN HMDA DOP DOTP TPO TCP TBC MSG ITO AZO FTO TCO CIGS CDTE PERC TOPCON HJT IBC BIPV
        LNG LPG CNG SNG CBM EV HEV PHEV BEV SUV MPV AGV AMR RGV AUV ROV UAV EMU CBTC ATP ATO ATS TBM GIL HVDC SVG SVC APF STATCOM FACTS RTU FTU DTU TTU RMU EMS PCS EPC BOT MBR MBBR UASB EGSB IC SBR AAO AO RO UF NF MF EDI EDR MVR MED RTO RCO VOC VOCS SCR SNCR DPF DOC GPF TWC ORC CFB IGCC CHP CCHP CSP PV GMP HVAC VAV VRV FFU EVI BOG DN
        A B C D E F G H I J K L M N O P Q R S T U V W X Y Z II III IV VI VII VIII IX
        ID IDC IT ICT B2B B2C O2O CAR T-BOX TBOX PDA POS ATM HIFI CPE CMP CVD PVD ALD MOCVD MBE ICP RF RFID EMI EMC ESD TVS PTC NTC MLCC SAW BAW VCSEL LD PD APD DFB EML EDFA AWG PLC TEC OTDR CWDM LTE GSM CDMA WCDMA TDD FDD GPRS UHF VHF HF LF EHF THZ TETRA DMR PDT DMB DAB DTMB DVB DAC HDR SDR UHD HD FHD QHD PAL NTSC
        PH BOD COD TOC TN TP DO ORP TDS TVOC GMS AED BP PM XRF XRD SEM TEM AFM NMR HPLC GC LC MS GC-MS LC-MS ICP-MS ICP-OES FTIR UV-VIS
        NACL NAOH ZNO SIC TIN ALN BN SN GAAS INP GAP ZNS ZNSE MGO CAO CUO NIO NACLO KCL KOH HCL KF LIF
        """);

    /// <summary>Grades, standards and compounds that carry digits by nature.</summary>
    [GeneratedRegex(
        @"^(?:[1-9]G|(?:10|25|40|50|100|200|400|800)G|[248]K|16K|[2-6]D|5\.5G|2\.5D|[1-9]C|N9[059]|KN9[05]|FFP[123]|P100|WIFI-?[4-7]|USB-?[1-4](?:\.\d)?|DDR[1-6]|LPDDR[1-6]X?|MP[34]|A[0-6]|B[45]|H\.?26[456]|IPV[46]|RS-?(?:232|422|485)|IP\d\d|PM-?(?:10|2\.5|1)|AC3|HTML5|H5|4G/5G|5G/4G|[BO]2[BC]|[23][DC]/[23][DC]" +
        @"|CO2|CO|SO[23X]|NO[2X]|N2O|H2|O[23]|N2|NH3|CH4|H2S|H2O2?|TIO2|SIO2|AL2O3|ZRO2|FE[23]O[34]|CACO3|LIFEPO4|SB2O[35]|SF6|V2O5|WO3|MOS2|MNO2|CEO2|Y2O3|LA2O3|BATIO3|C[2-9]H\d+|C60|C5|C9|SI3N4|B4C|NB2O5|TA2O5" +
        @"|V?B(?:1|2|3|5|6|7|9|12)|V?K[123]|V?D[23]|CO-?Q10|Q10|OMEGA-?[369]|HBA1C|T[34]|FT[34]|CA\d{2,3}(?:-\d)?|CYFRA21-1|P(?:16|53)|HER-?2|IL-?\d{1,2}[AR]?|PD-?L?1|CD\d{1,3}[AB]?|COVID-?19|2019-NCOV|SARS-COV-?2|H\d{1,2}N\d{1,2}|ACE2|EV71|CA16|CTLA-?4|GLP-?1|[UE]?C[NH]G1" +
        @"|Q\d{3}[A-Z]{0,3}|SUS\d{3}[A-Z]{0,2}|TP3\d\d[A-Z]?|\d{1,2}(?:CR|MN|SI|NI|MO)\w*|GCR15\w*|[0O]?CR\d+\w*|HRB\d{3}E?|X\d{2}M?|L\d{3}M|P91|P92|T91|T92|20G|S235\w*|S355\w*|A36|SPCC|TC4|TA\d{1,2}|TB\d|GH\d{4}|K\d{3}|H62|H59|H65|T[123]|QT\d{3}(?:-\d+)?|HT\d{3}|ZG\d+\w*|C\d{2}(?:/\d\d)?|M\d{1,2}\.5|P\.?[OCIS]{1,2}\d\d\.5R?" +
        @"|PA-?(?:6|66|46|11|12|610|612|1010|6T|9T|10T)|PE-?(?:80|100)|PERT-?I{1,2}|PP-?R\d{0,3}|R(?:22|32|290|134A|404A|407C|410A|600A|1234\w+)|E(?:10|85|0|1)|F[0-4]|EN\d+|T[58]|AK47|OM[1-5]|G\.?65\d\w?|CAT-?[5-8]E?|M2M|ED2K|I2C|U-?2|2,4-D|[1-9]N|[1-9]N5|[ABC]1|[ABC]2|18650|21700|26650|32700|4680|14500|360|84)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex GradeOrCompound();

    /// <summary>A number with a unit of size, mass, volume, power, voltage, current, charge, storage or packing.</summary>
    [GeneratedRegex(
        @"[φΦ]\s?\d+(?:\.\d+)?(?:mm)?|\d+(?:\.\d+)?\s?(?:[×xX*~-]\s?\d+(?:\.\d+)?\s?)*(?:(?:英寸|寸|吋|毫米|厘米|分米|米(?=[宽长高厚])|公分|厘|毫升|公升|升(?!降|级|压|温|流)|千克|公斤|克(?!拉)|市斤|斤|公吨|吨|千瓦时|千瓦|兆瓦|瓦(?!斯|楞)|伏(?!特加)|毫安时|毫安|安时|安培|马力|匹|加仑|盎司|万像素|片装|粒装|支装|袋装|瓶装|只装|件装|包装?|盒装|抽装?|枚装|张装|条装|贴装(?!机|设备|头)|卷装|块装|颗装|罐装|桶装|个装|升装|斤装|克装|片/盒|支/盒|粒/瓶)" +
        @"|(?:mm|cm|ml|kg|mg|kW|KW|kw|mAh|MAH|Ah|AH|Wh|kWh|GB|TB|inch|in|oz|lb|Kg|KG|ML|MM|CM|mL|m|g|t|L|l|W|w|V|v|A)(?![A-Za-z0-9]))(?![膜束寸级筛])")]
    public static partial Regex Quantity();

    /// <summary>Figures that many accepted names carry: voltage classes, frequencies, wavelengths, temperatures, data rates.</summary>
    [GeneratedRegex(@"[±-]?\d+(?:\.\d+)?\s?(?:kV|KV|kv|千伏|GHz|MHz|kHz|Hz|GHZ|MHZ|nm|μm|um|℃|°C|°|MPa|Mpa|kPa|Pa|Gbps|Mbps|Gb/s|目|度|米|%|％)")]
    public static partial Regex Figure();

    /// <summary>Version numbers and model years.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:[Vv](?:er\.?|ersion)?\s?\d+(?:\.\d+)*(?![0-9A-Za-z])\s?版?|\d+(?:\.\d+)+\s?版本?|\d+\.0(?!\d)|20[0-4]\d年?(?:新?款|版|型))")]
    public static partial Regex Version();

    /// <summary>Runs of letters, digits and what joins them in codes.</summary>
    [GeneratedRegex(@"[A-Za-z0-9](?:[A-Za-z0-9]|[-./×+_·](?=[A-Za-z0-9]))*")]
    public static partial Regex Token();

    public static LatinKind Classify(string text, TextSpan span)
    {
        var token = text.Substring(span.Start, span.Length);
        var after = text[(span.Start + span.Length)..].TrimStart();
        var before = text[..span.Start];
        var letters = token.Any(char.IsAsciiLetter);
        var digits = token.Any(char.IsAsciiDigit);
        if (ProductNameWords.LatinPraise.Contains(token))
            return LatinKind.Praise;
        if (token.Split('/', '+', '·').All(part => IsKnown(part)) || (token.Contains('-', StringComparison.Ordinal) && token.Split('-').All(part => IsKnown(part) && !part.All(char.IsAsciiDigit) && part.Length > 1)))
            return LatinKind.Known;
        if (!letters)
            return Number(token, before, after);
        if (!digits)
            return LatinKind.Unknown;
        if (IsChemical(token, after) || IsFormula(token) || (IsMaterial(after) && token.Length <= 8))
            return LatinKind.Known;
        return LatinKind.Model;
    }

    private static bool IsKnown(string part) => Abbreviations.Contains(part) || GradeOrCompound().IsMatch(part);

    /// <summary>A bare number names an alloy or a well-known cell; before 型 or in three digits and more it is a model.</summary>
    private static LatinKind Number(string token, string before, string after)
    {
        if (IsMaterial(after) || after.StartsWith('-') || after.StartsWith('号') || after.StartsWith('级') || (token.Length <= 2 && after.Length > 0 && after[0] is '代' or '轴' or '系'))
            return LatinKind.Known;
        if (after.StartsWith('型') && token.Count(char.IsAsciiDigit) >= 2)
            return LatinKind.Model;
        if (token.Contains('-', StringComparison.Ordinal) && token.Length >= 4)
            return LatinKind.Model;
        if (token.Count(char.IsAsciiDigit) >= 4)
            return LatinKind.Model;
        return before.Trim().Length == 0 || after.Length == 0 ? LatinKind.Specification : LatinKind.Known;
    }

    /// <summary>Locants and enantiomers: N-, L-, α-, D-; and 2-, 1,4- before Chinese.</summary>
    private static bool IsChemical(string token, string after) =>
        after.StartsWith('-') && token.All(character => char.IsAsciiDigit(character) || character is ',' or '-' or 'N' or 'L' or 'D' or 'O' or 'S' or 'R' or 'E' or 'Z');

    /// <summary>A chemical formula as it is written, MgB2 or LiNi0.8Co0.1Mn0.1O2: element symbols with small figures, at least two elements, one of them with two letters.</summary>
    private static bool IsFormula(string token)
    {
        var symbols = Formula().Match(token) is { Success: true } formula ? formula.Groups[1].Captures.Select(capture => capture.Value).ToList() : [];
        return symbols.Distinct().Count() >= 2 && symbols.Any(symbol => symbol.Length == 2) && symbols.All(Elements.Contains);
    }

    [GeneratedRegex(@"^(?:([A-Z][a-z]?)(?:\d{1,2}(?:\.\d{1,2})?)?)+$")]
    private static partial Regex Formula();

    private static readonly HashSet<string> Elements = new(
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Th U".Split(' '),
        StringComparer.Ordinal);

    /// <summary>Before the name of a material, letters and digits are its grade.</summary>
    private static bool IsMaterial(string after)
    {
        foreach (var word in Materials)
        {
            if (after.StartsWith(word, StringComparison.Ordinal))
                return true;
        }
        return GradedMaterial().IsMatch(after);
    }

    /// <summary>A grade may be parted from its material by the use: X80管线钢.</summary>
    [GeneratedRegex("^[一-鿿]{1,4}?(?:钢|合金)")]
    private static partial Regex GradedMaterial();

    private static readonly string[] Materials =
        ["不锈钢", "钢", "铝", "铜", "黄铜", "紫铜", "铍铜", "钛", "镍", "合金", "高温合金", "铸铁", "球墨铸铁", "混凝土", "砂浆", "水泥", "沥青", "尼龙", "塑料", "塑胶", "树脂", "橡胶", "分子筛", "沸石", "玻璃", "纤维板", "级", "玻纤", "碳纤维", "环氧板", "硅胶", "耐热钢", "钢筋", "制冷剂", "冷媒", "汽油", "柴油", "锂电池", "电芯"];

    private static FrozenSet<string> Read(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
