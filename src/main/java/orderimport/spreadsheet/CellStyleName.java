package orderimport.spreadsheet;

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

  GOOD("CDE7F5", "07496B", true),
  REFUSED("F9CDB9", "7A2500", true),
  WRONG("FCE0A6", "614000", true),
  WAITS_FOR_OTHERS("F1EEDC", "5A5230", true),
  BEFORE("E4DBF1", "47296B", true),
  WAITING("DFE5ED", "2F3F58", true),
  UNKNOWN("F7CBE1", "74104A", true),
  LEFT_OUT("EDEDED", "5E5E5E", true);

  final @Nullable String fill;
  final @Nullable String ink;
  final boolean bold;

  /** The saturated colour of a chart's bar, as six hexadecimal digits. */
  public String strong() {
    return switch (this) {
      case GOOD -> "2B83BA";
      case REFUSED -> "D55E00";
      case WRONG -> "E69F00";
      case WAITS_FOR_OTHERS -> "B9AE7B";
      case BEFORE -> "8D6BB8";
      case WAITING -> "8496AE";
      case UNKNOWN -> "CC4B94";
      default -> "A6A6A6";
    };
  }

  CellStyleName(@Nullable String fill, @Nullable String ink, boolean bold) {
    this.fill = fill;
    this.ink = ink;
    this.bold = bold;
  }
}
