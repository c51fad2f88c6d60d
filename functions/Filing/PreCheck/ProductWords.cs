using System.Collections.Frozen;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>
/// Knowing a product word (产品中心词) by how it ends. Chinese product names put the head last, and a few hundred
/// endings name most goods; services end in a handful of words. Used to tell several products from several attributes
/// of one, and a trade name from a made-up one.
/// </summary>
internal static class ProductWords
{
    /// <summary>One character that makes a noun an artefact: machines, parts, tools, furniture, clothing, vehicles, buildings.</summary>
    private const string ArtefactEndings =
        "机器仪泵阀管板布纸线缆带轴轮箱柜盒瓶罐桶杯壶锅碗盘盆勺刀叉剪锤钳锯钻针钉栓母垫圈环链绳网筛笼架台座椅凳桌床毯帘灯屏镜表钟计秤尺笔册票锁扣门窗墙砖瓦衣裤裙帽鞋靴袜巾被枕包袋伞车船艇舰炉窑塔釜罩枪炮弹球棒杆柱梁桩栏梯轨模具站舱房屋棚库桨舵键钮座架牌匾碑琴鼓笛箫号哨棋卡尿裤褥席簟扇帚刷拖把篮筐篓盖塞套壳框手头子件条品槽锥楼嘴体铃胎毂闸鞍顶钩锹犁耙埚杠叭斗饰螺橇";

    /// <summary>One character that makes a noun a substance, a preparation, food, a plant or an animal.</summary>
    private const string SubstanceEndings =
        "材料剂膜丝油漆胶蜡酯醇醛酮酸碱盐胺酚醚烷烯炔苯肽酶素苷糖酱醋酒茶奶乳粉面米饭饼糕粥汤肉蛋鱼虾蟹贝果菜豆薯种苗草菌菇木竹棉麻毛皮革绒钢铁铜铝锌银钛镍钨钼锂硅碳炭煤砂土泥灰石药片丸散膏液水露霜粒浆纱绸缎呢绫锦瓷陶矿砷磷硫氧氢氮氨氯氟碘芯肥籽粮谷麦稻桃梨杏枣橙柚橘莓蕉瓜葱蒜姜椒藕笋芝参耳燕蜜牛羊猪鸡鸭鹅兔马蚕蜂精汁冻酪酥糊卷皂珠玉花晶杞芪斛茸豉钙钠钾镁钡锶铬钴锰镉铈镧钕铟镓锗啶嗪啉膦蜱肟酐腈呤唑吩呋萘蒽醌胍汀";

    /// <summary>Words of two characters and more that a single ending would miss or that end in a character with other uses.</summary>
    private static readonly FrozenSet<string> Nouns = Read(
        """
        设备 装置 装备 系统 平台 软件 程序 终端 模块 模组 组件 部件 零件 配件 构件 元件 器件 套件 组合 主机 芯片 电池 电极 电源 电容 电阻 电感 电机 空调 电视 电脑 手机 手环 手套 手镯 项链 戒指 耳环 耳机 音响 音箱 话筒
        冰箱 水龙头 龙头 喷头 插头 接头 摄像头 镜头 探头 磁头 钻头 枪头 弯头 罐头 馒头 刀头 花洒 地漏 马桶 浴缸 水槽 面盆 插座 开关 按钮 接口 窗口 端口 阀体 缸体 泵体 壳体 箱体 车体 半导体 导体 晶体 载体 抗体 流体 气体 固体 球体 滤芯 阀芯 机芯
        沙发 衣架 马甲 旗袍 汉服 西服 制服 工作服 防护服 冲锋衣 羽绒服 服装 服饰 校服 泳装 男装 女装 童装 内衣 文胸 围裙 围巾 毛衣 羊绒衫 衬衫 卫衣 T恤 丝巾 领带 皮带 腰带 箱包 拉链 纽扣
        面料 里料 纤维 薄膜 地膜 织物 纺织品 无纺布 地毯 窗帘 床品 四件套 三件套 床单 家具 地板 天花 吊顶 幕墙 门窗 门框 楼梯 电梯 扶梯 屋面 涂层 涂料 油墨 颜料 染料 塑料 橡胶 树脂 玻璃 陶瓷 水泥 混凝土 砂浆 石膏 沥青 钢筋 型材 卷材 板材 线材 管件 管材 管道 紧固件 密封件 铸件 锻件 冲压件 结构件 法兰 螺母 螺栓 螺丝 弹簧 轴承 齿轮 齿条 导轨 丝杠 链条 皮带轮 减速器 联轴器 离合器 变速箱 发动机 汽轮机 气缸 油缸 活塞 曲轴 凸轮 叶片 叶轮 转子 定子 线圈 绕组 磁钢 磁体 电缆 光缆 光纤 导线 电刷 熔断器 继电器 传感器 控制器 变压器 互感器 逆变器 充电桩 充电枪 路由器 交换机 网关 天线 雷达 卫星 飞机 无人机 直升机 机器人 机械手 机械臂 加工中心 生产线 流水线 自动线
        食品 饮料 饮品 饼干 面包 蛋糕 糕点 月饼 粽子 汤圆 水饺 饺子 包子 火锅底料 调味料 味精 鸡精 蜂蜜 牛奶 酸奶 奶酪 黄油 奶粉 豆腐 豆干 粉丝 粉条 挂面 方便面 米线 螺蛳粉 凉皮 麻薯 沙琪玛 巧克力 糖果 冰淇淋 果冻 果脯 坚果 瓜子 花生 核桃 大米 小米 面粉 淀粉 食用油 火腿 香肠 腊肉 燕窝 海参 紫菜 海带 木耳 咖啡 可可 啤酒 白酒 黄酒 矿泉水 纯净水 苹果 香蕉 葡萄 番茄 黄瓜 辣椒 土豆 马铃薯 玉米 小麦 水稻 大豆 棉花 烟草 种子 种苗 苗木 花卉 盆栽 饲料 肥料 农药 兽药 疫苗 药品 药物 饮片 中药 胶囊 颗粒 注射液 口服液 滴丸 滴剂 滴眼液 软膏 乳膏 凝胶 贴剂 贴膏 糖浆 栓剂 喷雾 气雾剂 胰岛素 抗原 蛋白 多糖 核酸 试剂 试剂盒 支架 导管 敷料 缝合线 晶状体 假肢 义齿 牙冠 轮椅 拐杖 病床 口罩 纱布 绷带 血浆 血清
        化妆品 护肤品 面膜 面霜 眼霜 乳液 精华 精华液 洗面奶 洗发水 护发素 沐浴露 牙膏 牙刷 香皂 香水 口红 粉底 指甲油 毛巾 卫生巾 纸尿裤 湿巾 玩具 积木 拼图 风筝 乐器 吉他 二胡 文具 橡皮 圆珠笔 笔记本 图书 教材 教具 画册 工艺品 首饰 饰品 摆件 雕塑 字画 木雕 玉雕 刺绣 瓷器 陶器 漆器 茶具 餐具 厨具 炊具 灶具 洁具 刀具 工具 量具 夹具 模具 农具 渔具 灯具 卫浴 自行车 电动车 汽车 摩托车 卡车 客车 货车 轿车 房车 挂车 拖拉机 收割机 挖掘机 起重机 叉车 盾构机
        披萨 汉堡 寿司 泡芙 布丁 肉松 虾滑 千张 豆角 豆沙 烧卖 三七 当归 玫瑰 百合 翡翠 玛瑙 琥珀 护膝 护腕 护肘 合页 猫眼 油封 葫芦 洛尔 地平 普利 沙坦 替尼 单抗 沙星 西林 匹林 格雷 洛芬 韦林 那韦 列净 列汀 双胍 肝素
        万向节 琵琶 梧桐 加密狗 茶叶 吉祥物 玉如意 基质 隔断 声屏障 钢结构 晶圆 晶振 肉脯 牛肉干 饼干 果干 湘绣 苏绣 蜀绣 古筝 鱼竿 钓竿 麦克风 线束 功放 充电宝 电池组 机组 博物馆 电缆附件
        游戏 小程序 应用程序 操作系统 数据库 中间件 网站 课件 动漫 动画 影片 电子书 音乐 地图 模型 算力 云盘 油料 石墨 石墨烯 金刚石 合金 焊丝 焊条 钢丝 铁丝 钢管 钢板 钢轨 铝箔 铜箔 碳纤维 玻纤 靶材 隔膜 电解液 正极 负极 前驱体 单体 聚合物 化合物 氧化物 混合物 组合物 提取物 萃取物 培养基 催化剂 分子筛 活性炭 滤料 填料 添加剂 助剂 母粒 颗粒料 炸药 雷管 烟花 爆竹 灭火器 消防栓 救生衣 安全帽 安全带 降落伞 帐篷 睡袋 背包 登山杖 跑步机 哑铃 球拍 滑板 泳池 秋千 滑梯 集装箱 托盘 货架 叉臂 水杯 保温杯 热水器 净水器 净化器 加湿器 吸尘器 料理机 破壁机 豆浆机 榨汁机 电饭煲 煲 灶 烟机 油烟机 消毒柜 取暖器 电热毯 吹风机 剃须刀 美容仪 按摩椅 足浴盆 体重秤 血压计 血糖仪 体温计 助听器 呼吸机 制氧机 监护仪 心电图机 超声仪 造影剂 显微镜 望远镜 投影仪 打印机 复印机 扫描仪 照相机 摄像机 录音笔 键盘 鼠标 硬盘 内存 显示器 显卡 主板 服务器 工作站 交换器 摄影机 电子秤 电子烟 打火机 香烟 雪茄 假发 眼镜 镜片 隐形眼镜 墨镜 手表 怀表 闹钟 挂钟 温室 大棚 猪舍 鸡舍 住宅 别墅 亭子 桥梁 隧道 道岔 枕木 公厕 垃圾桶 路灯 红绿灯 路面 护栏 标识 标签 铭牌 车牌 路牌 门牌 标志牌 广告牌 麻将牌 扑克牌
        """);

    /// <summary>What services end in; 技术服务 are products here.</summary>
    private static readonly string[] Services =
    [
        "服务", "检测", "检验", "检验检测", "监测", "测试", "认证", "咨询", "运营", "运维", "维保", "维修", "维护", "保养", "外包", "代理", "培训", "租赁", "出租", "托管", "监理",
        "勘察", "勘探", "勘查", "测绘", "评估", "评价", "审计", "设计", "规划", "施工", "安装", "清洗服务", "物流", "配送", "仓储", "运输", "推广", "研发", "代工", "代加工", "委托加工", "集成服务", "养护", "保洁", "保险", "孵化", "治理", "修复",
    ];

    /// <summary>Dosage forms and the like: what stands before them is what they are made of.</summary>
    private static readonly string[] Preparations =
    [
        "片", "胶囊", "颗粒", "丸", "口服液", "注射液", "滴剂", "滴眼液", "乳膏", "软膏", "凝胶", "喷雾剂", "合剂", "糖浆", "散", "饮料", "饮品", "酱", "汁", "酒", "茶", "糖", "粉", "饼干", "糕", "汤", "粥", "提取物", "混合物", "组合物", "混合气", "合金", "制品", "制剂",
    ];

    /// <summary>Heads so general that only what stands before them says what the thing is.</summary>
    private static readonly string[] General =
    [
        "设备", "装置", "装备", "系统", "机械", "材料", "制品", "软件", "平台", "部件", "零件", "配件", "零部件", "组件", "产品", "用品", "器械", "工具", "终端", "程序", "生产线", "流水线", "站", "一体机", "两用", "套装",
    ];

    /// <summary>What a machine or a service does to what stands before it.</summary>
    private static readonly string[] Processing =
    [
        "检测", "测试", "测量", "检验", "加工", "生产", "制造", "制备", "清洗", "洗涤", "包装", "包衣", "分选", "分离", "处理", "回收", "维修", "维护", "干燥", "烘干", "输送", "切割", "焊接", "收获", "收割", "采摘", "采集", "播种", "种植", "存储", "储存", "运输", "管理", "监测", "监控",
        "控制", "印刷", "成型", "装配", "组装", "粉碎", "破碎", "安装", "设计", "销售", "租赁", "服务", "专用", "搬运", "打捆", "灌装", "过滤", "净化", "消毒", "灭菌", "识别", "采样", "取样", "分析", "诊断", "治疗", "康复", "养殖", "喷涂", "涂装", "涂布", "冷却", "加热", "蒸馏", "萃取", "混合", "搅拌", "复合", "混纺", "交织", "共混", "共聚", "联合", "一体", "两用", "多用", "三用", "二合一", "三合一", "联用", "兼用", "通用", "组合", "互补", "转换", "切换", "耦合", "连接",
    ];

    /// <summary>Whether the text ends as products end.</summary>
    public static bool EndsAsProduct(string text) => IsArtefact(text) || IsSubstance(text) || IsService(text);

    public static bool IsService(string text) => Services.Any(ending => text.EndsWith(ending, StringComparison.Ordinal));

    public static bool IsArtefact(string text) =>
        text.Length > 0 && (ArtefactEndings.Contains(text[^1]) || EndsWithNoun(text));

    public static bool IsSubstance(string text) =>
        text.Length > 0 && (SubstanceEndings.Contains(text[^1]) || EndsWithNoun(text));

    /// <summary>Stronger evidence than one character: a whole noun or an ending counted in the catalogs.</summary>
    public static bool EndsWithNoun(string text) =>
        (text.Length >= 2 && CatalogVocabulary.Tails.Contains(text[^2..])) || Enumerable.Range(1, Math.Min(6, text.Length)).Any(length => Nouns.Contains(text[^length..]));

    /// <summary>
    /// Whether the second of two joined words only modifies a common head, as in 水果、蔬菜清洗机, 温度和湿度传感器, 螺栓、螺母检测设备:
    /// the head is a verb with a machine or service, a dosage form or a general word, and something stands before it.
    /// </summary>
    public static bool ModifiesCommonHead(string right)
    {
        var use = right.IndexOf('用', StringComparison.Ordinal);
        if (use > 0 && use < right.Length - 1)
            return true;
        return Processing.Any(verb => right.LastIndexOf(verb, StringComparison.Ordinal) is > 0 and var at && !IsBareProcess(right[..at]))
            || General.Concat(Preparations).Any(head => right.Length > head.Length && right.EndsWith(head, StringComparison.Ordinal) && !IsBareProcess(right[..^head.Length]));
    }

    /// <summary>运维 of 运维服务, 控制 of 控制软件: names no second thing that could share the head.</summary>
    private static bool IsBareProcess(string text) => Processing.Contains(text) || Services.Contains(text);

    /// <summary>空调、冰箱压缩机: the second begins with another whole thing and may be a part of both.</summary>
    public static bool BeginsWithArtefact(string text, string other)
    {
        for (var length = 2; length <= text.Length - 2; length++)
        {
            var beginning = text[..length];
            if (Nouns.Contains(beginning) && ArtefactEndings.Contains(beginning[^1]) && EndsWithNoun(text[length..]) && !other.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>Whether any part of the name is a word of some trade: one that a made-up name does not have.</summary>
    public static bool HasTradeWord(string text)
    {
        if (text.Any(TechnicalCharacters.Contains))
            return true;
        for (var start = 0; start + 2 <= text.Length; start++)
        {
            if (CatalogVocabulary.Words.Contains(text.Substring(start, 2)))
                return true;
            for (var length = 2; length <= 5 && start + length <= text.Length; length++)
            {
                if (Nouns.Contains(text.Substring(start, length)))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Characters of chemistry and pharmacy that no trade name borrows.</summary>
    private const string TechnicalCharacters = "吡啶嘧嗪噻呋喃酰羟羧硝苯萘唑咪啉哌嘌呤酚酮醚酯胺烷烯炔酐腈肟膦醛醇氟氯溴碘硫磷硼硅钠钾钙镁铝锌钛镍铬锰钴铜铁铅锡钨钼钒锆铌钽铪稀磁焊阀泵轴";

    private static FrozenSet<string> Read(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
