package orderimport.spreadsheet.write;

import org.jspecify.annotations.Nullable;

/**
 * The look of a written cell. The colours are distinguishable for colour-blind readers, and no
 * meaning is conveyed by colour alone.
 */
public enum CellStyleName {
  PLAIN(null, null, false),
  /** A heading of the source file. */
  HEADING("E7ECF2", "1F2D3D", true),
  /** A heading that order-import adds. */
  RESULT_HEADING("1F2D3D", "FFFFFF", true),
  TITLE(null, "1F2D3D", true),
  SUBTITLE(null, "44546A", true),
  LABEL(null, "5B6B7F", false),
  TOTAL("F4F6F9", "1F2D3D", true),
  LINK(null, "0B5CAD", false),
  /** Text of several lines. */
  WRAPPED(null, null, false),

  /** A cell with an error. */
  ERROR("FBD9CC", "7A2500", false),
  /** A cell with a warning. */
  WARNING("FFF3BF", "5C4A00", false),
  /** A cell with a notice. */
  NOTICE("E3EEF9", "1B4B7A", false),

  ACCEPTED("CDE7F5", "07496B", true),
  REJECTED("F9CDB9", "7A2500", true),
  INVALID("FCE0A6", "614000", true),
  BLOCKED("F1EEDC", "5A5230", true),
  DUPLICATE("E4DBF1", "47296B", true),
  HELD("DFE5ED", "2F3F58", true),
  IN_DOUBT("F7CBE1", "74104A", true),
  SKIPPED("EDEDED", "5E5E5E", true);

  final @Nullable String fill;
  final @Nullable String textColor;
  final boolean bold;

  /** The saturated colour of a chart's bar, as six hexadecimal digits. */
  public String strong() {
    return switch (this) {
      case ACCEPTED -> "2B83BA";
      case REJECTED -> "D55E00";
      case INVALID -> "E69F00";
      case BLOCKED -> "B9AE7B";
      case DUPLICATE -> "8D6BB8";
      case HELD -> "8496AE";
      case IN_DOUBT -> "CC4B94";
      default -> "A6A6A6";
    };
  }

  CellStyleName(@Nullable String fill, @Nullable String ink, boolean bold) {
    this.fill = fill;
    this.textColor = ink;
    this.bold = bold;
  }
}
