package orderimport.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody at the page with a browser; whatever the browser complains of is kept. */
final class BrowserUser implements AutoCloseable {
  private static final double LONGEST_MILLIS = 60_000;

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private Server server;

  BrowserUser(Server server) {
    this(server, new Browser.NewContextOptions());
  }

  /**
   * @param login of somebody who has logged in already
   */
  BrowserUser(Server server, String login) {
    this(server, new Browser.NewContextOptions().setStorageState(login));
  }

  private BrowserUser(Server server, Browser.NewContextOptions options) {
    this.server = server;
    this.context = Chromium.browser().newContext(options.setLocale("en-GB"));
    this.page = context.newPage();
    page.setDefaultTimeout(LONGEST_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              && !message.text().contains("ERR_")
              && !message.text().startsWith("htmx:")
              && !message.text().contains("404")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
  }

  /** The server was started again, elsewhere. */
  void movesTo(Server other) {
    server = other;
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return complaints;
  }

  void logIn(String name, String password) {
    open("/login");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    page.locator("button.main").click();
    page.waitForURL("**/imports");
  }

  /** What further windows need to be logged in as this one is. */
  String login() {
    return context.storageState();
  }

  void open(String path) {
    page.navigate(server.at(path));
  }

  /** Uploads a file and waits until it is checked; gives the import's number. */
  long upload(Path file) {
    open("/imports");
    page.locator("#file").setInputFiles(file);
    page.waitForURL("**/imports/*");
    return atRest();
  }

  /** Waits until the import stands still; gives its number. */
  long atRest() {
    page.locator(".next").waitFor(new Locator.WaitForOptions().setTimeout(4 * LONGEST_MILLIS));
    return Long.parseLong(page.url().replaceAll(".*/(\\d+).*", "$1"));
  }

  String text(String selector) {
    return page.locator(selector).first().innerText();
  }

  void press(String name) {
    page.locator("button, a.button")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .click();
  }

  void download(String link, Path to) {
    page.waitForDownload(() -> press(link)).saveAs(to);
  }

  @Override
  public void close() {
    context.close();
  }
}
