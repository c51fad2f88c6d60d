namespace PatentFunctions.Accounts;

/// <summary>The captcha was wrong, old or used.</summary>
public sealed record CaptchaWrong() : Invalid("captcha-wrong", "图形验证码错误", "图形验证码错误或已过期，请换一张后重新输入。");

/// <summary>Less than a minute since the last code for the number.</summary>
public sealed record SmsCodeTooSoon() : TooMany("sms-code-too-soon", "获取验证码过于频繁", "同一手机号每分钟只能获取一次验证码，请稍后再试。");

/// <summary>Ten codes for the number today.</summary>
public sealed record SmsCodesUsedUp() : TooMany("sms-codes-used-up", "今日验证码次数已用完", "同一手机号每天最多获取10次验证码，请明天再试。");

/// <summary>Too many requests of a kind from one client address.</summary>
public sealed record AddressTooMany() : TooMany("address-too-many", "操作过于频繁", "您所在的网络操作过于频繁，请稍后再试。");

/// <summary>Unknown account or wrong password: deliberately one and the same.</summary>
public sealed record LoginFailed() : Unauthenticated("login-failed", "账号或密码错误", "账号或密码错误，请重新输入；连续5次错误将锁定15分钟。");

/// <summary>Five failures in a row; the same for a name that nobody has.</summary>
public sealed record LoginLocked() : TooMany("login-locked", "账号已锁定", "连续5次登录失败，已锁定15分钟，请稍后再试或通过“忘记密码”重置密码。");

/// <summary>The account was disabled; told only to who knows the password or owns the phone.</summary>
public sealed record AccountDisabled() : Forbidden("account-disabled", "账号已停用", "该账号已停用，请联系账号的创建单位或平台。");

/// <summary>The refresh token is forged, expired, spent or its sign-in has ended.</summary>
public sealed record RefreshRefused() : Unauthenticated("refresh-refused", "登录已失效", "登录已失效，请重新登录；已保存的内容不会丢失。");

/// <summary>A phone is bound already.</summary>
public sealed record PhoneAlreadyBound() : Conflict("phone-already-bound", "手机号已绑定", "该账号已绑定手机号，无需重复绑定。");

/// <summary>An operator must not lock itself out.</summary>
public sealed record OwnAccount() : Conflict("own-account", "不能操作本人账号", "不能停用本人正在使用的账号或重发其初始密码，请由其他运维人员操作。");
