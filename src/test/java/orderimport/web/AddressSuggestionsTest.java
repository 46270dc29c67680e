package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import orderimport.address.AddressRegister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The problems of an address have the addresses that the carrier knows, to be copied. */
class AddressSuggestionsTest {
  @TempDir Path folder;

  @Test
  void a_suggested_value_is_copied_by_its_button() throws Exception {
    AddressRegister register =
        new AddressRegister()
            .home("Vestergade", "12", "st", "tv", 8000, "Aarhus C")
            .home("Vestergade", "12", "1", "th", 8000, "Aarhus C");
    HttpServer telecomx =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    telecomx.createContext("/customer/address/lookup", register);
    telecomx.start();
    Path sheet = folder.resolve("sites.csv");
    Files.writeString(
        sheet,
        """
        carrier,order_ref,type,ipAddresses,address.address,address.zip,address.city
        telecomx,A-1,FIBER,8,Vestergade 12,8000,Aarhus C
        """);
    Server.Installation installation =
        Server.Installation.create(
            Map.of(
                "order-import.carriers.telecomx.base-url",
                "http://127.0.0.1:" + telecomx.getAddress().getPort(),
                "order-import.carriers.telecomx.address-check",
                "true"));
    try (Server server = installation.start();
        BrowserUser user = new BrowserUser(server)) {
      user.logIn("admin", server.initialPassword());
      long id = user.upload(sheet);
      user.open("/imports/" + id + "/problems");

      assertThat(user.page().locator(".suggestions code").allInnerTexts())
          .containsExactly("Vestergade 12, st. tv", "Vestergade 12, 1. th");
      user.press("Copy");
      user.page().locator(".suggestions [role=status]:has-text('Copied')").waitFor();
      Axe.check(user.page());
      user.open("/imports/" + id + "/orders");
      Locator search = user.page().locator("#q");
      search.focus();
      search.press("Control+v");
      assertThat(search.inputValue()).isEqualTo("Vestergade 12, st. tv");
      assertThat(user.consoleErrors()).isEmpty();
    } finally {
      telecomx.stop(0);
    }
  }
}
