package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** GlobalConnect's links name a host that is not the configured one, and that responds. */
@Timeout(300)
class ForeignLinksTest {
  private final List<String> foreign = new CopyOnWriteArrayList<>();
  private HttpServer another;
  private GlobalConnectCounterpart globalconnect;
  private Workplace workplace;

  @BeforeEach
  void start() throws IOException {
    another = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    another.createContext(
        "/",
        exchange -> {
          foreign.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    another.start();
    globalconnect = GlobalConnectCounterpart.start();
    workplace = new Workplace();
    CarrierSettings.globalconnect(workplace, globalconnect);
  }

  @AfterEach
  void stop() {
    another.stop(0);
    globalconnect.close();
  }

  private String anotherUrl() {
    return "http://127.0.0.1:" + another.getAddress().getPort();
  }

  private String tracked(String linkBase) throws IOException {
    globalconnect.linkBase(linkBase);
    workplace.write("sites.csv", Sheets.globalconnect("C", 1));
    CommandLineRun run = workplace.run("import", "sites.csv");
    assertThat(run.code()).as(run.all()).isZero();
    CommandLineRun track = workplace.run("track");
    assertThat(track.code()).as(track.all()).isZero();
    return track.out() + Files.readString(workplace.results(1).resolve("tracking.csv"));
  }

  @Test
  void only_the_path_of_a_link_is_asked_for_at_the_configured_host() throws IOException {
    assertThat(tracked(anotherUrl() + "/data/")).contains("LEAD");
    assertThat(globalconnect.log().stream().filter(each -> each.method().equals("GET")))
        .hasSize(1)
        .allMatch(received -> received.path().startsWith(GlobalConnectCounterpart.CREATE + "/"));
    assertThat(foreign).isEmpty();
  }

  @Test
  void an_order_whose_link_leads_elsewhere_is_not_asked_for() throws IOException {
    assertThat(tracked(anotherUrl() + "/elsewhere/"))
        .contains(
            "globalconnect named no link below "
                + GlobalConnectCounterpart.CREATE
                + " to the order when it accepted it, so it cannot be asked for it");
    assertThat(globalconnect.log()).hasSize(1);
    assertThat(foreign).isEmpty();
  }
}
