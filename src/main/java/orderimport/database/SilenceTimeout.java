package orderimport.database;

/**
 * How long PostgreSQL waits for a session that keeps other processes waiting. A process uses such
 * sessions much more often, unless it is suspended or cut off; PostgreSQL then ends them.
 */
public enum SilenceTimeout {
  /** Of a session that only holds a lock. */
  OF_LOCK("idle_session_timeout", "60s", false),
  /** Of a session with a transaction that lasts for as long as other sessions work. */
  OF_SESSION("idle_in_transaction_session_timeout", "30s", false),
  /** Of the current transaction. */
  OF_TRANSACTION("idle_in_transaction_session_timeout", "30s", true);

  private final String expression;

  SilenceTimeout(String setting, String timeout, boolean ofTransaction) {
    // Tests do not wait that long: their databases have the setting.
    this.expression =
        "set_config('%s', coalesce(nullif(current_setting('order_import.silence', true), ''), '%s'), %s)"
            .formatted(setting, timeout, ofTransaction);
  }

  /** The call that sets the timeout. */
  public String expression() {
    return expression;
  }

  /** The query that sets the timeout. */
  public String sql() {
    return "select " + expression;
  }
}
