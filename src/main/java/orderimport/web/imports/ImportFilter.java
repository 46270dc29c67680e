package orderimport.web.imports;

import java.util.Arrays;
import orderimport.web.ReaderZone;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/**
 * Which imports to show; null matches all. A blank value, and one that makes no sense, becomes
 * null.
 *
 * @param q part of the file name, or the beginning of an {@code order_ref} or carrier order id
 * @param by the name of the user who uploaded the file
 * @param from the first day on which they were created
 * @param to the last day
 * @param carrier that rows of the file name
 * @param state the name of a {@link State}
 * @param archived {@code yes} to show the imports that are left out otherwise
 */
record ImportFilter(
    @Nullable String q,
    @Nullable String by,
    @Nullable String from,
    @Nullable String to,
    @Nullable String carrier,
    @Nullable String state,
    @Nullable String archived) {

  /** A state of imports {@code i} that people look for. */
  enum State {
    ACTIVE("(i.state = 'RUNNING' or i.requested_action is not null)"),
    TO_PLACE(
        """
        (i.state in ('HELD', 'COMPLETED') and i.requested_action is null
          and exists (select 1 from order_result o where o.import_id = i.id and o.status = 'HELD'))\
        """),
    TO_FIX(
        """
        (i.state = 'FAILED' or exists (
          select 1 from order_result o
          where o.import_id = i.id and o.status in ('INVALID', 'REJECTED')))\
        """),
    APPROVED("i.review = 'APPROVED'"),
    SENT_BACK("i.review = 'SENT_BACK'"),
    NOT_APPROVED("i.review = 'REJECTED'"),
    FAILED("i.state = 'FAILED'"),
    IN_DOUBT("i.id in (select import_id from order_result where status = 'IN_DOUBT')"),
    STOPPED("(i.state = 'STOPPED' and i.requested_action is null)"),
    PARTLY_PLACED(
        """
        (exists (select 1 from order_result o where o.import_id = i.id and o.status = 'ACCEPTED')
          and exists (
            select 1 from order_result o
            where o.import_id = i.id and o.status not in ('ACCEPTED', 'DUPLICATE')))\
        """),
    PLACED("(i.state = 'COMPLETED' and i.exit_code = 0 and i.requested_action is null)");

    private final String sql;

    State(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }
  }

  ImportFilter {
    q = StringUtils.stripToNull(q);
    by = StringUtils.stripToNull(by);
    from = ReaderZone.day(from) == null ? null : from;
    to = ReaderZone.day(to) == null ? null : to;
    carrier = StringUtils.stripToNull(carrier);
    String requested = state;
    state =
        Arrays.stream(State.values()).anyMatch(each -> each.name().equals(requested))
            ? requested
            : null;
    archived = "yes".equals(archived) ? archived : null;
  }

  /** Whether more than the text is given. */
  public boolean isDetailed() {
    return by != null
        || from != null
        || to != null
        || carrier != null
        || state != null
        || archived != null;
  }

  public boolean isActive() {
    return q != null || isDetailed();
  }

  /** The parameters that select the same imports, each followed by an ampersand. */
  public String query() {
    return new QueryString()
        .add("q", q)
        .add("by", by)
        .add("from", from)
        .add("to", to)
        .add("carrier", carrier)
        .add("state", state)
        .add("archived", archived)
        .toString();
  }
}
