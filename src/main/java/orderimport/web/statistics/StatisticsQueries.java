package orderimport.web.statistics;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the orders that were sent, and measures how long their delivery took. */
@Component
class StatisticsQueries {
  private final JdbcClient jdbc;

  StatisticsQueries(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * The orders of a carrier that were last sent on a day, by their outcome so far.
   *
   * @param day in the time zone of the reader
   */
  record Day(LocalDate day, long accepted, long rejected, long inDoubt) {}

  /**
   * The orders of a carrier.
   *
   * @param days without those on which none was sent
   */
  record CarrierDays(String carrier, List<Day> days) {
    public long accepted() {
      return days.stream().mapToLong(Day::accepted).sum();
    }

    public long rejected() {
      return days.stream().mapToLong(Day::rejected).sum();
    }

    public long inDoubt() {
      return days.stream().mapToLong(Day::inDoubt).sum();
    }
  }

  /** The orders since a day by carrier; carriers without an order are omitted. */
  List<CarrierDays> perDay(LocalDate first, ZoneId zone, String environment) {
    Map<String, List<Day>> byCarrier = new TreeMap<>();
    jdbc.sql(
            """
            select o.carrier, (a.started_at at time zone :zone)::date as day,
              count(*) filter (where o.status = 'ACCEPTED') as accepted,
              count(*) filter (where o.status = 'REJECTED') as rejected,
              count(*) filter (where o.status = 'IN_DOUBT') as in_doubt
            from attempt_result a
            join order_result o on o.id = a.order_id and o.attempts = a.number
            where a.started_at >= :from and o.environment = :environment and o.import_id > 0
              and o.status in ('ACCEPTED', 'REJECTED', 'IN_DOUBT')
            group by o.carrier, day order by o.carrier, day\
            """)
        .param("zone", zone.getId())
        .param("from", start(first, zone))
        .param("environment", environment)
        .query(
            row -> {
              byCarrier
                  .computeIfAbsent(row.getString("carrier"), carrier -> new ArrayList<>())
                  .add(
                      new Day(
                          row.getObject("day", LocalDate.class),
                          row.getLong("accepted"),
                          row.getLong("rejected"),
                          row.getLong("in_doubt")));
            });
    return byCarrier.entrySet().stream()
        .map(each -> new CarrierDays(each.getKey(), each.getValue()))
        .toList();
  }

  private static OffsetDateTime start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toOffsetDateTime();
  }

  /**
   * How long it took from sending orders until their carrier states that they are delivered.
   *
   * @param orders the number of delivered orders
   * @param median in days: half of the orders took no longer
   * @param most in days: nine of ten orders took no longer
   */
  record LeadTime(String carrier, long orders, double median, double most) {}

  /** The lead times of orders that were delivered since a day; carriers without one are omitted. */
  List<LeadTime> leadTimes(LocalDate first, ZoneId zone, String environment) {
    return jdbc.sql(
            """
            select carrier, count(*) as orders,
              percentile_cont(0.5) within group (order by days) as median,
              percentile_cont(0.9) within group (order by days) as most
            from (
              select o.carrier,
                extract(epoch from greatest(t.delivered_at - a.started_at, interval '0')) / 86400
                  as days
              from tracking_result t
              join order_result o on o.id = t.order_id
              join attempt_result a on a.order_id = o.id and a.number = o.attempts
              where t.delivered_at >= :from and o.environment = :environment and o.import_id > 0) each
            group by carrier order by carrier\
            """)
        .param("from", start(first, zone))
        .param("environment", environment)
        .query(LeadTime.class)
        .list();
  }
}
