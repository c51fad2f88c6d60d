using System.Diagnostics;

namespace PatentFunctions.Tests.Documents;

/// <summary>
/// A test that needs programs of the machine. Where one is missing, the test is skipped and says so; on the build server
/// (CI=true) it runs and fails instead, so that a lost program is noticed.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools) => Skip = ExternalTool.WhyNot(tools);
}

/// <summary>The same for a table of cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(params string[] tools) => Skip = ExternalTool.WhyNot(tools);
}

/// <summary>Programs that look at files independently of the code that made them.</summary>
internal static class ExternalTool
{
    public static bool Exists(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe")));

    /// <summary>Why tests with these programs are skipped here; null where they run.</summary>
    public static string? WhyNot(string[] tools)
    {
        var missing = tools.Where(tool => !Exists(tool)).ToArray();
        return missing.Length == 0 || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : $"{string.Join(", ", missing)} not installed (apt-get install poppler-utils qpdf zbar-tools)";
    }

    /// <summary>Runs a program, expects success and returns what it printed.</summary>
    public static string Run(string name, params string[] arguments) => Run(new ProcessStartInfo(name, arguments));

    /// <summary>The same for a program that needs more than arguments.</summary>
    public static string Run(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.StandardOutputEncoding) = (true, true, System.Text.Encoding.UTF8);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{start.FileName} ended with {process.ExitCode}: {output}{errors.Result}");
        return output;
    }

    /// <summary>Text of a PDF as pdftotext reads it, without blanks and line ends.</summary>
    public static string Text(byte[] pdf) => string.Concat(RawText(pdf).Where(character => !char.IsWhiteSpace(character)));

    /// <summary>Text of a PDF in the order of its content.</summary>
    public static string RawText(byte[] pdf, params string[] options) => With(pdf, path => Run("pdftotext", ["-raw", "-enc", "UTF-8", .. options, path, "-"]));

    /// <summary>Puts bytes into a file for as long as <paramref name="use"/> takes.</summary>
    public static T With<T>(byte[] bytes, Func<string, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("documents-");
        try
        {
            var path = Path.Combine(folder.FullName, "file.pdf");
            File.WriteAllBytes(path, bytes);
            return use(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
