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
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A machine whose time zone has a name that PostgreSQL does not know. */
class TimeZoneTest {
  private static final String UNKNOWN_ZONE = "IST";
  private static final ZoneId SAME_ZONE = ZoneId.of("Asia/Kolkata");
  private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d");

  @Test
  @Tag("long")
  void orders_are_imported_and_times_shown_in_the_local_zone() {
    TestDatabase.Database database = TestDatabase.database();
    assertUnknown(database);
    Workspace workspace =
        Workspace.empty(database)
            .withVariables(Map.of("JAVA_TOOL_OPTIONS", "-Duser.timezone=" + UNKNOWN_ZONE));
    Path sheet =
        workspace.write(
            "sites.csv",
            "carrier,order_ref,type,address.address,address.zip,address.city",
            "telecomx,ZONE-1,DSL,Storegade 1,8000,Aarhus");

    CommandLineRun imported = workspace.runAlone("import", "--hold", sheet);

    assertThat(imported.code()).as(imported.all()).isZero();
    Matcher shown = TIMESTAMP.matcher(workspace.runAlone("list").out());
    assertThat(shown.find()).isTrue();
    assertThat(
            Duration.between(
                    LocalDateTime.parse(
                        shown.group(), DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")),
                    LocalDateTime.now(SAME_ZONE))
                .abs())
        .as("time shown in the machine's zone")
        .isLessThan(Duration.ofMinutes(10));
  }

  /** The driver sends the name of the JVM's zone to the server. */
  @SuppressWarnings("ThreeLetterTimeZoneID")
  private static void assertUnknown(TestDatabase.Database database) {
    assertThat(TimeZone.getTimeZone(UNKNOWN_ZONE).toZoneId()).isEqualTo(SAME_ZONE);
    assertThat(
            JdbcClient.create(database.dataSource())
                .sql("select count(*) from pg_timezone_names where name = ?")
                .param(UNKNOWN_ZONE)
                .query(Long.class)
                .single())
        .isZero();
  }
}
