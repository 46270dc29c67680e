package orderimport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import orderimport.client.ApiClient;
import orderimport.client.ApiException;
import orderimport.client.CarriersApi;
import orderimport.client.ImportsApi;
import orderimport.client.OrdersApi;
import orderimport.client.model.CellEdit;
import orderimport.client.model.CellEdits;
import orderimport.client.model.EditedCells;
import orderimport.client.model.ModelImport;
import orderimport.client.model.Order;
import orderimport.client.model.Placement;
import orderimport.web.Server;
import orderimport.web.Users;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that was generated from the OpenAPI document does what a program needs. */
class ApiClientTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void a_generated_client_uploads_edits_places_watches_and_downloads() throws Exception {
    try (Server server = Server.Installation.create(Users.settings()).start()) {
      String secret =
          ApiUser.makeToken(Users.logIn(server, "admin"), "generated", "UPLOAD", "PLACE");
      ApiClient client = new ApiClient();
      client.updateBaseUri(server.uri().toString());
      client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + secret));
      ImportsApi imports = new ImportsApi(client);

      ModelImport held = await(upload(imports, "monday"), imports);

      assertThat(held.getState()).isEqualTo(ModelImport.StateEnum.HELD);
      assertThat(held.getOrders()).containsEntry("HELD", 3L);
      assertThat(upload(imports, "monday").getImportId()).isEqualTo(held.getImportId());
      long id = held.getImportId();
      assertThat(imports.listRows(id, 2, null).getItems().get(0).getOrderRef()).isEqualTo("DK-701");
      CellEdit note = new CellEdit().row(2).column("Bemærkninger").value("Ring først");
      EditedCells edited = imports.editCells(id, new CellEdits().addCellsItem(note));
      assertThat(edited.getChanges()).isEqualTo(1);
      assertThat(edited.getImport().getOrders()).containsEntry("HELD", 3L);
      assertThat(edited.getRows().get(0).getOrderRef()).isEqualTo("DK-701");
      imports.placeImport(id, new Placement().held(3L));
      ModelImport placed = await(held, imports);
      assertThat(placed.getState()).isEqualTo(ModelImport.StateEnum.COMPLETED);
      assertThat(placed.getExitCode()).isZero();
      List<Order> orders =
          new OrdersApi(client).listOrders("telecomx", "DK-702", null, null, null).getItems();
      assertThat(orders).hasSize(1);
      assertThat(orders.get(0).getCarrierOrderId()).isNotBlank();
      File summary = imports.downloadFile(id, "summary.json");
      assertThat(Files.readString(summary.toPath(), UTF_8)).contains("\"ACCEPTED\" : 3");
      assertThat(new CarriersApi(client).listColumns("telecomx")).isNotEmpty();
      assertThatThrownBy(() -> imports.placeImport(id, null))
          .isInstanceOfSatisfying(
              ApiException.class,
              problem -> {
                assertThat(problem.getCode()).isEqualTo(409);
                assertThat(problem.getResponseBody()).contains("import_changed");
              });
    }
  }

  private ModelImport upload(ImportsApi imports, String key) throws Exception {
    Path file = folder.resolve("sites.csv");
    Files.write(file, Files.readAllBytes(Path.of("input-samples/sites-danish.csv")));
    // The generated code does not take null for a list.
    return imports.createImport(
        file.toFile(), key, null, null, null, null, null, null, null, null, null, List.of());
  }

  private static ModelImport await(ModelImport started, ImportsApi imports) throws Exception {
    for (int polls = 0; polls < 400; polls++) {
      ModelImport now = imports.getImport(started.getImportId());
      if (now.getState() != ModelImport.StateEnum.RUNNING) {
        return now;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("The import is still being processed");
  }
}
