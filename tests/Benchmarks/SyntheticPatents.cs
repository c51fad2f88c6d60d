using System.Globalization;
using System.Text;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace Benchmarks;

/// <summary>
/// Transferable patents made of word lists: Chinese titles and abstracts that read like those of the register, words as unevenly frequent as
/// there (Zipf), the same for the same seed.
/// </summary>
internal sealed class SyntheticPatents(int seed)
{
    private static readonly string[] Things = Split("轴承 芯片 传感器 机器人 电池 电机 水泵 阀门 变压器 换热器 压缩机 减速器 显示屏 连接器 过滤器 搅拌机 输送带 激光器 摄像头 天线 齿轮 刀具 模具 夹具 涂层 薄膜 催化剂 合金 复合材料 混凝土 橡胶 陶瓷 纤维 树脂 钢板 导线 电容器 晶体管 滤波器 放大器 光纤 雷达 无人机 充电桩 太阳能电池 燃料电池 锂离子电池 发动机 变速箱 制动器 悬架 轮胎 车灯 座椅 船舶 桥梁 隧道 边坡 基坑 桩基 钢筋 模板 脚手架 幕墙 锅炉 风机 空调 冰箱 洗衣机 净水器 反应器 蒸馏塔 离心机 干燥机 粉碎机 挤出机 注塑机 印刷机 包装机 分拣机 码垛机 收割机 播种机 灌溉装置 温室 饲料 疫苗 抗体 试剂盒 支架 导管 注射器 呼吸机 监护仪 内窥镜 假肢 康复机器人 手术机器人 滚动轴承 滑动轴承 直线电机 永磁电机 伺服电机 液压缸 气缸 密封圈 弹簧 螺栓 焊枪 机床 砂轮 量具 光谱仪 显微镜 质谱仪 色谱柱 陀螺仪 加速度计 麦克风 扬声器 耳机 键盘 路由器 服务器 存储器 处理器 数据库 图像 语音 知识图谱 神经网络 区块链 物联网 云平台 数字孪生 电网 配电网 储能系统 逆变器 断路器 继电器 电缆 绝缘子 避雷器 管道 储罐 井筒 钻头 岩心 尾矿 污水 污泥 土壤 废气 粉尘 垃圾");
    private static readonly string[] Kinds = Split("高速 低噪声 高压 高温 耐磨 耐腐蚀 自润滑 智能 便携式 节能 精密 柔性 可穿戴 微型 大功率 低功耗 多功能 模块化 可调节 可拆卸 全自动 半自动 数控 无线 远程 在线 实时 分布式 自适应 多轴 双向 三维 纳米 多孔 超疏水 抗菌 阻燃 导电 导热 透明 生物降解 轻量化 高强度 高精度 宽频带 抗干扰 防水 防爆 防冻 减震 静音 快速 一体化 立式 卧式 旋转 往复 串联 并联 混合 水冷 风冷 真空 超声波 电磁 光电 压电 磁悬浮 气浮 激光 红外 微波 射频 毫米波 量子");
    private static readonly string[] Matters = Split("装置 方法 系统 结构 设备 工艺 制备方法 控制方法 检测方法 检测装置 测试平台 冷却装置 密封结构 安装支架 驱动机构 传动机构 监测系统 诊断方法 识别方法 优化方法 调度方法 加工方法 回收方法 处理方法 组合物 复合结构 保护电路 控制器 评估方法 预测方法");
    private static readonly string[] Parts = Split("壳体 底座 支架 外圈 内圈 滚动体 保持架 转轴 联轴器 电机座 丝杠 导轨 滑块 弹簧 压板 盖板 进水管 出水管 喷嘴 阀芯 活塞 密封圈 散热片 风扇 加热管 温度传感器 压力传感器 位移传感器 控制器 处理器 存储器 显示屏 电源 电池组 充电接口 通信模块 天线 摄像头 光源 透镜 滤光片 反射镜 探测器 放大电路 滤波电路 采样电路 驱动电路 继电器 导线 接线端子 电极 隔膜 电解液 基板 衬底 缓冲层 有源层 栅极 源极 漏极 涂层 粘结剂 填料 搅拌轴 叶片 滤网 料斗 输送辊 夹爪 机械臂 末端执行器 底盘 车轮 气囊 水箱 油箱 冷凝器 蒸发器 反应釜 分离器 收集箱 排气口 观察窗 限位块 定位销 螺母 垫片 卡槽 凸台 凹槽 通孔 铰链 把手 滚轮");
    private static readonly string[] Links = Split("固定连接 转动连接 滑动连接 螺纹连接 电性连接 通信连接 可拆卸连接 卡接 焊接 铰接 密封连接 抵接 啮合 套接");
    private static readonly string[] Troubles = Split("噪声大 磨损快 寿命短 密封性差 散热不良 能耗高 效率低 精度不足 成本高 稳定性差 安装不便 维护困难 体积大 响应慢 易腐蚀 易变形 振动大 漏水 误报率高 覆盖范围小 训练样本不足 计算量大 延迟高 充电时间长 容量衰减快 污染环境 资源浪费 安全隐患");
    private static readonly string[] Effects = Split("噪声低 使用寿命长 密封性好 散热效果好 能耗低 效率高 精度高 成本低 稳定性好 安装方便 维护简单 结构紧凑 响应速度快 耐腐蚀性强 强度高 振动小 适用范围广 自动化程度高 安全可靠 绿色环保 易于推广 抗干扰能力强 准确率高 实时性好 循环性能好");
    private static readonly string[] Places = Split("北京 上海 天津 重庆 南京 武汉 西安 成都 长沙 广州 杭州 哈尔滨 沈阳 大连 济南 青岛 合肥 郑州 昆明 兰州 中南 华东 华中 华南 西南 东北 西北 华北 湖南 江苏 浙江 山东 四川 湖北 安徽 河南");
    private static readonly string[] Schools = Split("大学 理工大学 工业大学 科技大学 交通大学 师范大学 农业大学 医科大学 工程大学 邮电大学 林业大学 海洋大学 机械研究所 材料研究所 电子研究院 化工研究院");
    private static readonly string[] Provinces = Split("11 12 13 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 50 51 52 53 61 62");

    private static readonly DateTimeOffset Start = new(2023, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private readonly Random random = new(seed);
    private readonly string[] industries = [.. NationalEconomyIndustries.Catalog.Entries.Where(e => e.Level == NationalEconomyIndustries.ClassLevel && string.CompareOrdinal(e.Code, "13") >= 0 && string.CompareOrdinal(e.Code, "44") < 0).Select(e => e.Code)];
    private readonly string[] strategic = [.. StrategicIndustries.Edition2018.Catalog.Entries.Where(e => e.IsLeaf).Select(e => e.Code)];

    /// <summary>A number of documents, in the order of their registration.</summary>
    public IEnumerable<ResourceDocument> Make(int count)
    {
        for (var i = 0; i < count; i++) yield return Document(i, count);
    }

    /// <summary>A word of the field, as frequent in questions as in texts.</summary>
    public string Word() => random.Next(4) switch { 0 => Zipf(Kinds), 1 => Zipf(Parts), _ => Zipf(Things) };

    /// <summary>A word of two characters.</summary>
    public string ShortWord()
    {
        while (true)
        {
            if (Word() is { Length: 2 } word) return word;
        }
    }

    private ResourceDocument Document(int i, int count)
    {
        var (kind, thing, matter) = (Zipf(Kinds), Zipf(Things), Zipf(Matters));
        var title = random.Next(3) switch { 0 => $"一种{kind}{thing}", 1 => $"一种{kind}{thing}的{matter}", _ => $"{kind}{thing}{Zipf(Parts)}{matter}" };
        var school = random.Next(2000);
        var (province, name) = (Provinces[school % Provinces.Length], $"{Places[school % Places.Length]}{Schools[school / Places.Length % Schools.Length]}{(school >= Places.Length * Schools.Length ? "第" + school.ToString(CultureInfo.InvariantCulture) : "")}");
        var patent = new TransferablePatent(Number(2010 + random.Next(14), i), title) { Abstract = Abstract(title, kind, thing), Ipc = "F16C19/06" };
        var dossier = new ResourceDossier
        {
            TechnicalField = TechnicalFields.All[random.Next(35)].Code,
            Maturity = (TechnicalMaturity)random.Next(5),
            Ways = random.Next(2) == 0 ? [TransferWay.Assignment, TransferWay.Licence] : [(TransferWay)random.Next(6)],
            ApplicationField = $"{Zipf(Things)}制造",
            ExpectedPrice = random.Next(3) == 0 ? null : random.Next(1, 500),
            StrategicIndustries = [Zipf(strategic)],
            Industries = [Zipf(industries)],
            Keywords = [thing, kind, Zipf(Parts)],
        };
        var rating = random.Next(10) == 0 ? new ResourceRating(Math.Round(1 + ((decimal)random.NextDouble() * 4), 2), random.Next(1, 20)) : null;
        return new ResourceDocument(
            new ResourceId("r-" + i.ToString("D16", CultureInfo.InvariantCulture)), new UnitId("u-" + school.ToString(CultureInfo.InvariantCulture)), name, province, ResourceKind.Single, title, [patent], dossier,
            Start + (TimeSpan.FromDays(1200) * ((double)i / count)), random.Next(3) > 0, rating);
    }

    private string Abstract(string title, string kind, string thing)
    {
        var text = new StringBuilder($"本发明公开了{title}，涉及{thing}技术领域，包括{Zipf(Parts)}、{Zipf(Parts)}和{Zipf(Parts)}");
        for (var i = random.Next(4, 9); i > 0; i--)
        {
            text.Append(random.Next(3) switch
            {
                0 => $"，所述{Zipf(Parts)}与{Zipf(Parts)}{Zipf(Links)}",
                1 => $"，所述{Zipf(Parts)}的一侧设有{Zipf(Parts)}",
                _ => $"；{Zipf(Parts)}安装于{Zipf(Parts)}上并与{Zipf(Parts)}{Zipf(Links)}",
            });
        }
        return text.Append(CultureInfo.InvariantCulture, $"。本发明解决了现有{kind}{thing}{Zipf(Troubles)}、{Zipf(Troubles)}的问题，具有{Zipf(Effects)}、{Zipf(Effects)}的优点。").ToString();
    }

    private static PatentNumber Number(int year, int serial)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{year:D4}1{serial:D7}");
        var sum = 0;
        for (var i = 0; i < body.Length; i++) sum += (body[i] - '0') * (2 + (i % 8));
        return PatentNumber.TryParse($"{body}.{"0123456789X"[sum % 11]}", out var number, out var problem) ? number : throw new InvalidOperationException(problem.Text);
    }

    // The word of rank r is drawn as often as 1 / (r + 3): the first some forty times as often as the last.
    private string Zipf(string[] words)
    {
        var place = (int)(3 * (Math.Pow((words.Length + 3) / 3d, random.NextDouble()) - 1));
        return words[Math.Min(place, words.Length - 1)];
    }

    private static string[] Split(string words) => words.Split(' ');
}
