package orderimport.acceptance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import orderimport.web.HttpUser;
import orderimport.web.Users;
import org.springframework.web.util.HtmlUtils;

/** The page of a workplace, as a user with one role sees it. */
final class ServedPage implements AutoCloseable {
  private static final int POLLS = 900;
  private static final Pattern ADDRESS = Pattern.compile("The page is at (\\S+)");
  private static final Pattern ORDER =
      Pattern.compile(
          "<summary><b>([^<]*)</b>(.*?)</summary>.*?hx-get=\"([^\"]*)\"", Pattern.DOTALL);
  private static final Pattern SOFT = Pattern.compile("<span class=\"soft\">([^<]*)</span>");
  private static final Pattern STATE =
      Pattern.compile(
          "<p><b>([^<]*)</b> (<span>\\(final\\)</span>)?.*?datetime=\"([^\"]*)\".*?datetime=\"([^\"]*)\"",
          Pattern.DOTALL);
  private static final Pattern DETAIL = Pattern.compile("<dt>([^<]*)</dt><dd>([^<]*)</dd>");

  private final Workplace.Running serve;
  private final URI address;

  private ServedPage(Workplace.Running serve, URI address) {
    this.serve = serve;
    this.address = address;
  }

  /** Starts the server. */
  static ServedPage start(Workplace workplace) throws IOException, InterruptedException {
    Users.settings().forEach(workplace::setting);
    Workplace.Running serve = workplace.start("serve", "--port", 0);
    for (int polls = 0; polls < POLLS && serve.process().isAlive(); polls++) {
      Matcher started = ADDRESS.matcher(Files.readString(serve.out()));
      if (started.find()) {
        return new ServedPage(serve, URI.create(started.group(1)));
      }
      Thread.sleep(100);
    }
    serve.kill();
    throw new IllegalStateException("The server did not start: " + Files.readString(serve.err()));
  }

  /** A user who has logged in, with a role. */
  HttpUser user(String role) throws IOException, InterruptedException {
    return new HttpUser(address).logIn(role, role + "-secret");
  }

  /** An order in the list, with its state at the carrier as the list has it. */
  record Listed(String carrier, String orderRef, String id, String status, String detail) {}

  /** All pages of the list of an import's orders. */
  static List<Listed> orders(HttpUser user, long importId, String query)
      throws IOException, InterruptedException {
    List<Listed> orders = new ArrayList<>();
    String page;
    int number = 1;
    do {
      page = user.get("/imports/%d/orders?%spage=%d".formatted(importId, query, number++)).body();
      ORDER.matcher(page).results().map(ServedPage::listed).forEach(orders::add);
    } while (page.contains("rel=\"next\""));
    return orders;
  }

  private static Listed listed(MatchResult order) {
    List<String> soft =
        SOFT.matcher(order.group(2)).results().map(found -> text(found.group(1))).toList();
    return new Listed(
        soft.get(0),
        text(order.group(1)),
        soft.size() > 1 ? soft.get(1) : "",
        soft.size() > 2 ? soft.get(2) : "",
        text(order.group(3)));
  }

  private static String text(String html) {
    return HtmlUtils.htmlUnescape(html);
  }

  /** What the page shows of an order's state at its carrier. */
  static Tracked tracked(HttpUser user, Listed order) throws IOException, InterruptedException {
    String detail = user.get(order.detail()).body();
    Matcher state = STATE.matcher(detail);
    if (!state.find()) {
      throw new IllegalStateException("No state of %s: %s".formatted(order, detail));
    }
    return new Tracked(
        order.id(),
        text(state.group(1)),
        state.group(2) != null,
        Instant.parse(state.group(3)),
        Instant.parse(state.group(4)),
        DETAIL
            .matcher(detail)
            .results()
            .map(found -> text(found.group(1)) + "=" + text(found.group(2)))
            .collect(Collectors.joining("; ")));
  }

  /** The states of all orders of imports, by carrier and reference. */
  Map<String, Tracked> tracked(long... imports) throws IOException, InterruptedException {
    HttpUser user = user("view");
    Map<String, Tracked> all = new TreeMap<>();
    for (long importId : imports) {
      for (Listed order : orders(user, importId, "")) {
        Tracked shown = tracked(user, order);
        if (!shown.status().equals(order.status())) {
          throw new IllegalStateException("%s is shown as %s".formatted(order, shown));
        }
        all.put(order.carrier() + " " + order.orderRef(), shown);
      }
    }
    return all;
  }

  /** The orders that the filter of the list finds, by carrier and reference. */
  Set<String> changedSince(LocalDate day, long... imports)
      throws IOException, InterruptedException {
    HttpUser user = user("view");
    Set<String> found = new TreeSet<>();
    for (long importId : imports) {
      for (Listed order : orders(user, importId, "since=" + day + "&")) {
        found.add(order.carrier() + " " + order.orderRef());
      }
    }
    return found;
  }

  @Override
  public void close() {
    serve.process().destroy();
    serve.await();
  }
}
