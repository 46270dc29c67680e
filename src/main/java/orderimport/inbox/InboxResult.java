package orderimport.inbox;

/** The result of an inbox run. */
public sealed interface InboxResult {

  /** The run ended; its report includes any failure. */
  record Done(InboxReport report) implements InboxResult {}

  /** The process was asked to stop; the next run resumes. */
  record Interrupted() implements InboxResult {}

  /**
   * Another process is working on the inbox.
   *
   * @param holder that process, as far as known
   */
  record Busy(String holder) implements InboxResult {}
}
