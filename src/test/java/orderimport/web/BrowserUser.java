package orderimport.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A user with a browser; collects the errors of the browser console. */
final class BrowserUser implements AutoCloseable {
  private static final double TIMEOUT_MILLIS = 60_000;

  private final BrowserContext context;
  private final Locator.ClickOptions click;
  private final Page page;
  private final List<String> consoleErrors = new ArrayList<>();
  private Server server;

  BrowserUser(Server server) {
    this(server, new Browser.NewContextOptions());
  }

  /**
   * @param storageState of a user who has logged in already
   */
  BrowserUser(Server server, String storageState) {
    this(server, new Browser.NewContextOptions().setStorageState(storageState));
  }

  /** A user whose browser runs no script. */
  static BrowserUser withoutScript(Server server, String storageState) {
    return new BrowserUser(
        server,
        new Browser.NewContextOptions().setStorageState(storageState).setJavaScriptEnabled(false));
  }

  private BrowserUser(Server server, Browser.NewContextOptions options) {
    this.server = server;
    this.context = Chromium.browser().newContext(options.setLocale("en-GB"));
    this.page = context.newPage();
    // Without script, to wait until a button does not move takes 30 s.
    this.click =
        new Locator.ClickOptions().setForce(Boolean.FALSE.equals(options.javaScriptEnabled));
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              && !message.text().contains("ERR_")
              && !message.text().startsWith("htmx:")
              && !message.text().contains("404")) {
            consoleErrors.add(page.url() + ": " + message.text());
          }
        });
  }

  /** Continues at another server, such as after a restart. */
  void switchTo(Server other) {
    server = other;
  }

  Page page() {
    return page;
  }

  List<String> consoleErrors() {
    return consoleErrors;
  }

  void logIn(String name, String password) {
    open("/login");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    page.locator("button.main").click();
    page.waitForURL("**/imports");
  }

  /** The cookies and storage with which further windows are logged in as well. */
  String storageState() {
    return context.storageState();
  }

  void open(String path) {
    page.navigate(server.at(path));
  }

  /** Uploads a file and waits until it is checked; returns the import's id. */
  long upload(Path file) {
    open("/imports");
    page.locator("#file").setInputFiles(file);
    page.waitForURL("**/imports/*");
    return awaitIdle();
  }

  /**
   * Matches a column of an import, and waits until the file is checked again; returns the id of the
   * import that replaces it.
   */
  long match(long id, String heading, String field) {
    open("/imports/" + id + "/columns");
    page.locator(".change input[aria-label$='%s']".formatted(heading)).fill(field);
    press("Apply and read again");
    return awaitReplacement(id);
  }

  /** Waits until another import has replaced one and is checked; returns its id. */
  long awaitReplacement(long id) {
    page.waitForURL(url -> url.matches(".*/imports/\\d+") && !url.endsWith("/" + id));
    return awaitIdle();
  }

  /** Waits until the import is not being processed; returns its id. */
  long awaitIdle() {
    page.locator(".next").waitFor(new Locator.WaitForOptions().setTimeout(4 * TIMEOUT_MILLIS));
    return Long.parseLong(page.url().replaceAll(".*/(\\d+).*", "$1"));
  }

  String text(String selector) {
    return page.locator(selector).first().innerText();
  }

  void press(String name) {
    page.locator("button, a.button")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .click(click);
  }

  void download(String link, Path to) {
    page.waitForDownload(() -> press(link)).saveAs(to);
  }

  @Override
  public void close() {
    context.close();
  }
}
