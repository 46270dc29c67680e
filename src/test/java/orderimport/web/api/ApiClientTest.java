package orderimport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import orderimport.client.model.Resolution;
import orderimport.client.model.ReviewAct;
import orderimport.client.model.Validation;
import orderimport.spreadsheet.Reading;
import orderimport.web.Server;
import orderimport.web.Users;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A client that was generated from the OpenAPI document does what a program needs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ApiClientTest {
  @TempDir static Path folder;

  private Server server;
  private JdbcClient sql;
  private ApiClient client;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    settings.put("order-import.carriers.globalconnect.rate-limit.requests", "1");
    settings.put("order-import.carriers.globalconnect.rate-limit.per", "1h");
    Server.Installation installation = Server.Installation.create(settings);
    sql = JdbcClient.create(installation.database().dataSource());
    server = installation.start();
    String secret = ApiUser.makeToken(Users.logIn(server, "admin"), "generated", "UPLOAD", "PLACE");
    client = new ApiClient();
    client.updateBaseUri(server.uri().toString());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + secret));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void a_generated_client_uploads_edits_places_watches_and_downloads() throws Exception {
    ImportsApi imports = new ImportsApi(client);

    Path file = Files.copy(Path.of("input-samples/sites-danish.csv"), folder.resolve("sites.csv"));
    ModelImport held = await(upload(imports, file, "monday"), imports);

    assertThat(held.getState()).isEqualTo(ModelImport.StateEnum.HELD);
    assertThat(held.getOrders()).containsEntry("HELD", 3L);
    assertThat(upload(imports, file, "monday").getImportId()).isEqualTo(held.getImportId());
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

  @Test
  void a_generated_client_validates_reviews_and_reads_templates() throws Exception {
    ImportsApi imports = new ImportsApi(client);
    Path file = Files.copy(Path.of("input-samples/sites-norwegian.csv"), folder.resolve("no.csv"));

    Validation validation =
        imports.validate(
            file.toFile(), null, null, null, null, null, null, null, null, null, List.of());
    assertThat(validation.getOrders()).containsKey("HELD");
    assertThat(validation.getProblems()).isNotNull();

    long id = await(upload(imports, file, "review"), imports).getImportId();
    long held = requireNonNull(validation.getOrders().get("HELD"));
    ReviewAct sendBack =
        new ReviewAct().act(ReviewAct.ActEnum.SEND_BACK).comment("The prices are of last year");
    assertThat(imports.reviewImport(id, sendBack).getReview()).isEqualTo("SENT_BACK");
    ReviewAct approve = new ReviewAct().act(ReviewAct.ActEnum.APPROVE).held(held);
    assertThat(imports.reviewImport(id, approve).getReview()).isEqualTo("APPROVED");
    File template = new CarriersApi(client).downloadTemplate("granite");
    assertThat(Reading.of(Files.readAllBytes(template.toPath()))).isNotEmpty();
  }

  @Test
  void a_generated_client_pauses_resumes_and_resolves() throws Exception {
    ImportsApi imports = new ImportsApi(client);
    String headings =
        "carrier;order_ref;Ordretype;Kundenummer;Gate;Husnr;Postnr;Poststed;Varenr;Antall";
    String order = "globalconnect;SLOW-%d;NEW_SALE;136001;Storgata;%d;0150;OSLO;22000080;1";
    Path file =
        Files.writeString(
            folder.resolve("slow.csv"),
            String.join("\n", headings, order.formatted(1, 1), order.formatted(2, 2), ""));
    long id = await(upload(imports, file, "slow"), imports).getImportId();

    // The second order waits for an hour.
    ModelImport placing = imports.placeImport(id, new Placement().held(2L));
    assertThat(placing.getState()).isEqualTo(ModelImport.StateEnum.RUNNING);
    OrdersApi orders = new OrdersApi(client);
    for (int polls = 0; polls < 400 && listed(orders, "SLOW-1", "ACCEPTED").isEmpty(); polls++) {
      Thread.sleep(100);
    }
    imports.pauseImport(id);
    assertThat(await(placing, imports).getStage()).isEqualTo(ModelImport.StageEnum.STOPPED);
    assertThat(imports.resumeImport(id).getState()).isEqualTo(ModelImport.StateEnum.RUNNING);
    imports.pauseImport(id);
    await(placing, imports);

    sql.sql("update orders set status = 'IN_DOUBT' where order_ref = 'SLOW-2'").update();
    Order inDoubt = listed(orders, "SLOW-2", "IN_DOUBT").get(0);
    Resolution accepted =
        new Resolution().outcome(Resolution.OutcomeEnum.ACCEPTED).carrierOrderId("4500123");
    assertThat(orders.resolveOrder(inDoubt.getOrderId(), accepted).getCarrierOrderId())
        .isEqualTo("4500123");
  }

  private static ModelImport upload(ImportsApi imports, Path file, String key) throws Exception {
    // The generated code does not take null for a list.
    return imports.createImport(
        file.toFile(), key, null, null, null, null, null, null, null, null, null, List.of());
  }

  private static List<Order> listed(OrdersApi orders, String orderRef, String status)
      throws Exception {
    return orders.listOrders(null, orderRef, status, null, null).getItems();
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
