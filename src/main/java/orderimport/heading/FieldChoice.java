package orderimport.heading;

/**
 * A heading that a user may choose for a column of a sheet.
 *
 * @param heading the path of a field, with an example key if it takes any key
 */
public record FieldChoice(String heading, Column column) {}
