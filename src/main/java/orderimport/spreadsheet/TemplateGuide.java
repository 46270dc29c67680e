package orderimport.spreadsheet;

import java.util.List;

/**
 * The sheet of a template that says how it is filled in.
 *
 * @param lines what to do, one thing a line
 * @param headings of the table below them
 * @param table its rows
 */
public record TemplateGuide(
    String sheetName,
    String title,
    List<String> lines,
    List<String> headings,
    List<List<String>> table) {}
