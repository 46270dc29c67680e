package orderimport.spreadsheet.write;

import java.util.List;

/**
 * The sheet of a template with the instructions.
 *
 * @param lines the instructions, one per line
 * @param headings of the table below the instructions
 * @param table the rows of the table
 */
public record TemplateGuide(
    String sheetName,
    String title,
    List<String> lines,
    List<String> headings,
    List<List<String>> table) {}
