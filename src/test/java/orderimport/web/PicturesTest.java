package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of each page in each of its states, to be looked at: target/pictures. */
@Tag("long")
class PicturesTest {
  private static final Path FOLDER = Path.of("target", "pictures");

  @TempDir Path folder;

  @Test
  void of_each_page_in_light_and_dark_wide_and_narrow() throws Exception {
    try (Chromium chromium = Chromium.open();
        FaultyCarrier carrier = FaultyCarrier.start(folder.resolve("journal.jsonl"));
        Server server = Server.Ground.fresh(settings(carrier)).start();
        Person uploader = new Person(chromium, server);
        Person placer = new Person(chromium, server)) {
      uploader.logIn("upload", "upload-secret");
      atTheDoor(placer);
      placer.logIn("both", "both-secret");
      placer.open("/imports");
      shoot(placer, "empty");
      placer.open("/in-doubt");
      shoot(placer, "doubt-none");

      String mistakes =
          "/imports/" + uploader.upload(Path.of("input-samples/sites-with-mistakes.xlsx"));
      String sites = "/imports/" + uploader.upload(Path.of("input-samples/granite-30-sites.xlsx"));
      String real = "/imports/" + uploader.upload(carrier.sheet(folder));
      preview(placer, mistakes);
      placing(placer, sites);
      done(placer, real, carrier);
      refusals(placer, uploader);
      for (String language : List.of("nb", "da")) {
        speak(placer, language);
        shoot(placer, "preview-" + language, mistakes);
        shoot(placer, "problems-" + language, mistakes + "/problems");
        shoot(placer, "done-doubt-" + language, real);
        shoot(placer, "doubt-" + language, "/in-doubt");
        shoot(placer, "imports-" + language, "/imports");
        shoot(placer, "templates-" + language, "/templates");
        shoot(placer, "place-" + language, mistakes + "/place");
        shoot(placer, "missing-" + language, "/imports/999");
      }
      speak(placer, "en");
      loggedOut(placer, mistakes);
      assertThat(placer.complaints()).allMatch(complaint -> complaint.contains("403"));
    }
  }

  private static Map<String, String> settings(FaultyCarrier carrier) {
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "both", "upload,place");
    settings.putAll(carrier.settings());
    settings.put("order-import.web.two-persons", "true");
    settings.put("order-import.carriers.granite.rate-limit.requests", "1");
    settings.put("order-import.carriers.granite.rate-limit.per", "2s");
    return settings;
  }

  private static void atTheDoor(Person person) {
    shoot(person, "login", "/login");
    shoot(person, "login-often", "/login?often");
    person.open("/login");
    person.page().getByLabel("Name").fill("anna");
    person.page().getByLabel("Password").fill("wrong");
    person.press("Log in");
    person.page().locator("[role=alert]").waitFor();
    shoot(person, "login-wrong");
  }

  private static void preview(Person person, String mistakes) {
    shoot(person, "preview", mistakes);
    person.page().locator("details summary").first().click();
    person.page().locator("details summary").last().click();
    shoot(person, "preview-open");
    shoot(person, "problems", mistakes + "/problems");
    person.page().locator("details summary").click();
    person.page().locator(".kinds a").first().click();
    person.page().waitForURL("**code=**");
    shoot(person, "problems-filtered");
    person.open(mistakes + "/orders");
    person.page().locator(".orders summary").first().click();
    person.page().locator(".detail pre").first().waitFor();
    shoot(person, "orders");
    shoot(person, "orders-none", mistakes + "/orders?q=nowhere");
  }

  private static void placing(Person person, String sites) {
    shoot(person, "problems-none", sites + "/problems");
    shoot(person, "place", sites + "/place");
    person.press("Place");
    person.page().locator("#progress[data-stage=PLACING]").waitFor();
    person.page().waitForTimeout(2500);
    shoot(person, "placing");
    person.press("Pause");
    person.page().locator(".next.STOPPED").waitFor();
    shoot(person, "paused");
    person.press("Resume");
    person.atRest();
    shoot(person, "done");
  }

  private static void done(Person person, String real, FaultyCarrier carrier) throws Exception {
    shoot(person, "preview-real", real);
    shoot(person, "place-real", real + "/place");
    carrier.misbehaves();
    person.page().locator("input[name=sure]").check();
    person.press("Place");
    person.page().locator(".next.DONE").waitFor();
    shoot(person, "done-doubt");
    shoot(person, "orders-done", real + "/orders");
    shoot(person, "doubt", "/in-doubt");
    shoot(person, "imports", "/imports");
    shoot(person, "search", "/imports?q=W-");
    shoot(person, "search-none", "/imports?q=nowhere");
    shoot(person, "templates", "/templates");
  }

  private void refusals(Person placer, Person uploader) throws Exception {
    Path text = Files.writeString(folder.resolve("minutes of the meeting.csv"), "a;b\n1;2\n");
    shoot(uploader, "failed", "/imports/" + uploader.upload(text));
    uploader.open("/imports");
    uploader.page().locator("#file").setInputFiles(Path.of("input-samples/granite-30-sites.xlsx"));
    uploader.page().waitForURL("**/imports/*");
    shoot(uploader, "taken-before");
    shoot(uploader, "refused-large", "/imports?refused=large");
    shoot(uploader, "doubt-uploader", "/in-doubt");
    shoot(uploader, "forbidden", "/imports/1/place");
    placer.open("/imports");
    Path own = Files.copy(Path.of("input-samples/sites.xlsx"), folder.resolve("own.xlsx"));
    String mine = "/imports/" + placer.upload(own);
    shoot(placer, "place-two", mine + "/place");
  }

  private static void loggedOut(Person person, String page) {
    person.open(page);
    person.page().context().clearCookies();
    person.press("Re-read the file");
    person.page().locator("h1").waitFor();
    shoot(person, "expired");
  }

  private static void speak(Person person, String language) {
    person.open("/templates");
    person.page().locator("#language").selectOption(language);
    person.page().locator("html[lang=" + language + "]").waitFor();
  }

  private static void shoot(Person person, String name, String path) {
    person.open(path);
    shoot(person, name);
  }

  /** A page is also held against the rules for those who do not see it, or have no mouse. */
  private static void shoot(Person person, String name) {
    Page page = person.page();
    page.setViewportSize(1180, 800);
    Axe.check(page);
    if (!name.startsWith("placing")) {
      new Keyboard(page).reachesEverything();
    }
    page.evaluate("document.activeElement.blur()");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1180, 390}) {
        page.setViewportSize(width, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
            .as(name + " is as wide as the window")
            .isEqualTo(width);
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
