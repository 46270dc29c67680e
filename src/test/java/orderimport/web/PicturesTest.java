package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pictures of each page, to be looked at: target/pictures. */
@Tag("long")
class PicturesTest {
  private static final Path FOLDER = Path.of("target", "pictures");

  @Test
  void of_each_page_in_light_and_dark_wide_and_narrow() throws Exception {
    var found = Chromium.find();
    Assumptions.assumeTrue(found.isPresent(), "Chromium is not installed");
    try (Chromium chromium = found.get();
        Server server =
            Server.Ground.fresh(
                    Map.of(
                        "order-import.carriers.telecomx.base-url",
                        "https://api.telecomx.example",
                        "order-import.carriers.granite.rate-limit.requests",
                        "2",
                        "order-import.carriers.granite.rate-limit.per",
                        "2s"))
                .start()) {
      List<String> errors = new ArrayList<>();
      try (BrowserContext context =
          chromium.browser().newContext(new Browser.NewContextOptions().setLocale("en-GB"))) {
        Page page = context.newPage();
        page.onConsoleMessage(
            message -> {
              if (message.type().equals("error")) {
                errors.add(page.url() + ": " + message.text());
              }
            });
        shoot(page, "login", server.at("/login"));
        page.navigate(server.at("/login"));
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(server.firstPassword());
        page.locator("button.main").click();
        shoot(page, "empty", server.at("/imports"));
        upload(page, server, "input-samples/sites-with-mistakes.xlsx");
        String first = page.url();
        shoot(page, "preview", first);
        shoot(page, "problems", first + "/problems");
        page.navigate(first + "/orders");
        page.locator(".orders summary").first().click();
        page.locator(".detail pre").first().waitFor();
        shoot(page, "orders", null);
        upload(page, server, "input-samples/granite-30-sites.xlsx");
        String granite = page.url();
        shoot(page, "place", granite + "/place");
        page.navigate(granite + "/place");
        page.locator("button.main").click();
        page.locator("#progress[data-stage=PLACING]").waitFor();
        page.waitForTimeout(4000);
        shoot(page, "placing", null);
        page.getByText("Pause").click();
        page.locator(".next.STOPPED").waitFor();
        shoot(page, "paused", null);
        page.getByText("Go on").first().click();
        page.locator("#progress[data-stage=PLACING]").waitFor();
        upload(page, server, "input-samples/sites.xlsx");
        shoot(page, "preview-real", null);
        shoot(page, "place-real", page.url() + "/place");
        page.navigate(granite);
        page.locator(".next.DONE").waitFor(new Locator.WaitForOptions().setTimeout(90_000));
        shoot(page, "done", null);
        shoot(page, "imports", server.at("/imports"));
        shoot(page, "search", server.at("/imports?q=site"));
        page.navigate(server.at("/in-doubt"));
        shoot(page, "doubt", null);
        shoot(page, "templates", server.at("/templates"));
        page.navigate(first);
        page.locator("#language").selectOption("nb");
        page.locator("html[lang=nb]").waitFor();
        shoot(page, "preview-nb", null);
        shoot(page, "missing", server.at("/imports/999"));
      }
      assertThat(errors).filteredOn(error -> !error.contains("404")).isEmpty();
    }
  }

  private static void upload(Page page, Server server, String file) {
    page.navigate(server.at("/imports"));
    page.locator("#file").setInputFiles(Path.of(file));
    page.locator(".next").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
  }

  private static void shoot(Page page, String name, @Nullable String url) {
    if (url != null) {
      page.navigate(url);
    }
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1180, 390}) {
        page.setViewportSize(width, 800);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                    FOLDER.resolve(
                        "%s-%s-%d.png"
                            .formatted(name, scheme.name().toLowerCase(Locale.ROOT), width))));
      }
    }
  }
}
