package orderimport.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Credentials of every kind with many failures, at log level DEBUG. */
class SecretLeakTest {
  private static final String CANARY = "cAnArYbIrD";

  @Test
  void no_credential_appears_in_output_files_or_database() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "");
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      HttpServer tokens =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
      tokens.createContext(
          "/",
          exchange -> {
            byte[] body =
                ("{\"access_token\":\"" + CANARY + "issued\",\"token_type\":\"bearer\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      tokens.start();
      String name = CrashTestEnvironment.unique("C");
      crashTestEnvironment
          .carriers()
          .onArrival(arrival -> arrival.carrier().equals("globalconnect") ? 401 : 500);
      Path config =
          config(crashTestEnvironment, silent.getLocalPort(), tokens.getAddress().getPort());
      Path sheet = crashTestEnvironment.write(new OrderSheet().orders(name, 8));
      String printed = "";
      List<Path> before = files();
      try (ChildProcess childProcess =
          ChildProcess.startHosted(CrashTestEnvironment.DATA, config, Map.of(), "import", sheet)) {
        assertThat(childProcess.waitForExit()).as(childProcess.output()).isEqualTo(1);
        assertThat(childProcess.output()).contains("401");
        printed += childProcess.output();
      }
      try (ChildProcess childProcess =
          ChildProcess.startHosted(
              CrashTestEnvironment.DATA, config, Map.of(), "in-doubt", "--json")) {
        assertThat(childProcess.waitForExit()).isZero();
        assertThat(childProcess.output())
            .contains("it answered 500", "no complete response within");
        printed += childProcess.output();
      }
      tokens.stop(0);
      assertThat(printed).doesNotContain(CANARY);

      String log = Files.readString(CrashTestEnvironment.DATA.resolve("logs/order-import.log"));
      assertThat(log).contains(" DEBUG ");
      assertThat(before).isNotEmpty();
      crashTestEnvironment.ledgerAudit().sql().sql("checkpoint").update();
      for (Path file : files()) {
        assertThat(containsCanary(file)).as(file.toString()).isFalse();
      }
      for (String table : tables(crashTestEnvironment)) {
        assertThat(
                crashTestEnvironment
                    .ledgerAudit()
                    .sql()
                    .sql("select count(*) from %1$s where %1$s::text like ?".formatted(table))
                    .param("%" + CANARY + "%")
                    .query(Integer.class)
                    .single())
            .as(table)
            .isZero();
      }
    }
  }

  private static List<String> tables(CrashTestEnvironment crashTestEnvironment) {
    List<String> tables =
        crashTestEnvironment
            .ledgerAudit()
            .sql()
            .sql("select table_name from information_schema.tables where table_schema = 'public'")
            .query(String.class)
            .list();
    assertThat(tables).contains("orders", "attempt", "batch_job_execution_params");
    return tables;
  }

  /** The files in the data directory, without the binaries of the database server. */
  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(CrashTestEnvironment.DATA)) {
      return new ArrayList<>(
          all.filter(Files::isRegularFile)
              .filter(file -> !file.toString().contains("postgres/postgresql-"))
              // To close one ends this JVM's lock on it.
              .filter(file -> !file.toString().endsWith(".lock"))
              .toList());
    }
  }

  private static boolean containsCanary(Path file) throws IOException {
    return Files.exists(file) && new String(Files.readAllBytes(file), ISO_8859_1).contains(CANARY);
  }

  private static Path config(CrashTestEnvironment crashTestEnvironment, int silent, int tokens)
      throws IOException {
    String yaml =
        Files.readString(crashTestEnvironment.config())
            .replace("auth: {type: bearer, token: nothing-to-hide}", "auth: AUTH")
            .replace("response-timeout: 4s", "response-timeout: 500ms");
    yaml = auth(yaml, "{type: bearer, token: %1$sbearer}");
    // In the order of the carriers: globalconnect, globalconnect-testing, granite, telecomx,
    // telecomx-offer.
    yaml = auth(yaml, "{type: basic, username: %1$suser, password: %1$spassword}");
    yaml =
        auth(
            yaml,
            "{type: oauth2, client-id: id, client-secret: %1$ssecret, present-as: {query: token},"
                + " token-url: 'http://127.0.0.1:"
                + tokens
                + "/'}");
    yaml = auth(yaml, "{type: header, header: X-Key, value: %1$svalue}");
    yaml = auth(yaml, "{type: header, header: X-Key, value: %1$sother}");
    yaml =
        yaml.replaceFirst(
            "(globalconnect-testing:\\s+base-url: http://127.0.0.1:)\\d+", "$1" + silent);
    Path file = CrashTestEnvironment.newFile("canary", ".yml");
    return Files.writeString(file, yaml + "logging.level.root: DEBUG\n");
  }

  private static String auth(String yaml, String auth) {
    return yaml.replaceFirst("auth: AUTH", "auth: " + auth.formatted(CANARY));
  }
}
