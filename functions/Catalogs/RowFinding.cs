namespace PatentFunctions.Catalogs;

/// <summary>One thing wrong with one line of a file the operator loads.</summary>
/// <param name="Line">Line number in the file, counted from 1, the header included; 0 when the finding is about the file as a whole.</param>
/// <param name="Code">Stable code of the rule, in kebab case.</param>
/// <param name="Text">What is wrong and what to do, in Chinese.</param>
public sealed record RowFinding(int Line, string Code, string Text);
