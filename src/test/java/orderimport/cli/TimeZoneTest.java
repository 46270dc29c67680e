package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.cli.CommandLineRun.Place;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A machine whose time zone has a name that PostgreSQL does not know. */
class TimeZoneTest {
  private static final String UNKNOWN = "IST";
  private static final ZoneId SAME = ZoneId.of("Asia/Kolkata");
  private static final Pattern WHEN = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d");

  @Test
  void its_orders_are_read_and_its_times_are_shown() {
    TestDatabase.Database database = TestDatabase.database();
    assertUnknown(database);
    Place place =
        Place.empty(database).and(Map.of("JAVA_TOOL_OPTIONS", "-Duser.timezone=" + UNKNOWN));
    Path sheet =
        place.write(
            "sites.csv",
            "carrier,order_ref,type,address.address,address.zip,address.city",
            "telecomx,ZONE-1,DSL,Storegade 1,8000,Aarhus");

    CommandLineRun imported = place.runAlone("import", "--hold", sheet);

    assertThat(imported.code()).as(imported.all()).isZero();
    Matcher shown = WHEN.matcher(place.runAlone("list").out());
    assertThat(shown.find()).isTrue();
    assertThat(
            Duration.between(
                    LocalDateTime.parse(
                        shown.group(), DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")),
                    LocalDateTime.now(SAME))
                .abs())
        .as("shown in the zone of the machine")
        .isLessThan(Duration.ofMinutes(10));
  }

  /** The driver tells the server the name of the JVM's zone. */
  @SuppressWarnings("ThreeLetterTimeZoneID")
  private static void assertUnknown(TestDatabase.Database database) {
    assertThat(TimeZone.getTimeZone(UNKNOWN).toZoneId()).isEqualTo(SAME);
    assertThat(
            JdbcClient.create(database.dataSource())
                .sql("select count(*) from pg_timezone_names where name = ?")
                .param(UNKNOWN)
                .query(Long.class)
                .single())
        .isZero();
  }
}
