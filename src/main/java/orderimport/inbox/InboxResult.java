package orderimport.inbox;

/** What came of the wish to work through an inbox. */
public sealed interface InboxResult {

  /** It was worked through, as far as that went. */
  record Done(InboxReport report) implements InboxResult {}

  /** The process was told to end; whoever comes next goes on. */
  record Interrupted() implements InboxResult {}

  /**
   * Somebody else is at it.
   *
   * @param holder who, as far as is known
   */
  record Busy(String holder) implements InboxResult {}
}
