package orderimport.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A server with two inboxes, the sandbox that it takes for the real telecomx, and the user anna.
 *
 * @param folder the inboxes south and north, and the sheets of the tests
 * @param storageState with which a browser is logged in as anna
 */
record PageFixture(
    Path folder,
    SandboxCarrier carrier,
    Server.Installation installation,
    Server server,
    String storageState)
    implements AutoCloseable {

  static PageFixture start(Path folder) throws Exception {
    SandboxCarrier carrier = new SandboxCarrier(folder);
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "anna", "upload,place");
    settings.put(
        "order-import.carriers.telecomx.base-url",
        Objects.requireNonNull(
            carrier.settingsOfServer(1).get("order-import.carriers.telecomx.base-url")));
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    settings.put("order-import.inboxes[0].folder", inbox.toString());
    settings.put("order-import.inboxes[0].name", "south");
    settings.put("order-import.inboxes[0].watch", "true");
    settings.put("order-import.inboxes[0].hold", "true");
    Path north = Files.createDirectories(folder.resolve("north"));
    settings.put("order-import.inboxes[1].folder", north.toString());
    settings.put("order-import.inboxes[1].name", "north");
    settings.put("order-import.inboxes[1].cron", "0 0 2 * * *");
    settings.put("order-import.inboxes[1].hold", "true");
    Server.Installation installation = Server.Installation.create(settings);
    Server server = installation.start();
    try (BrowserUser anna = new BrowserUser(server)) {
      anna.logIn("anna", "anna-secret");
      return new PageFixture(folder, carrier, installation, server, anna.storageState());
    }
  }

  /** A window in which anna is logged in. */
  BrowserUser openBrowser() {
    return new BrowserUser(server, storageState);
  }

  @Override
  public void close() {
    server.close();
    carrier.close();
  }
}
