package orderimport.placement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static orderimport.placement.HttpText.answer;
import static orderimport.placement.HttpText.chunk;
import static orderimport.placement.HttpText.compressed;
import static orderimport.placement.HttpText.gzip;
import static orderimport.placement.HttpText.head;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import orderimport.carrier.Carrier;
import orderimport.placement.Outcome.Accepted;
import orderimport.placement.Outcome.CarrierBlocked;
import orderimport.placement.Outcome.InDoubt;
import orderimport.placement.Outcome.Rejected;
import orderimport.placement.Outcome.Retryable;
import orderimport.placement.auth.LoginPacing;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The meaning of each possible response over HTTP; one subclass for each carrier. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class CarrierResponseContractTest {

  /** A test case: what the server does with the request, and the expected outcome. */
  private record Row(String name, RawHttpCarrier.Script script, Class<? extends Outcome> outcome) {}

  private static final String MANY = "x".repeat(10_000_000);

  protected abstract Carrier carrier();

  /** The documented response to an accepted order; may be empty. */
  protected abstract String success();

  /** With a field that no carrier's header has. */
  private static final String REQUEST = "{\"of no carrier\":\"Ærlig-1\"}";

  @TestFactory
  Stream<DynamicTest> each_response_has_one_meaning_and_one_request() {
    return rows().stream().map(row -> DynamicTest.dynamicTest(row.name, () -> check(row)));
  }

  private void check(Row row) throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(row.script);
        CarrierClient sender =
            new CarrierClient(
                carrier(),
                server.uri(),
                TestSettings.none(),
                TestSettings.NO_BUNDLES,
                LoginPacing.NONE,
                Clock.systemUTC())) {
      Outcome outcome = sender.send(1, REQUEST, () -> true);

      assertThat(outcome).isInstanceOf(row.outcome);
      // A second request would arrive within this time.
      Thread.sleep(30);
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().get(0)).endsWith(REQUEST);
      assertThat(server.bytes()).isEqualTo(server.requests().get(0).getBytes(UTF_8).length);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private List<Row> rows() {
    String good = success();
    boolean hasBody = !good.isEmpty();
    List<Row> rows = new ArrayList<>();

    rows.add(row("200 as documented", Accepted.class, answer(200, good)));
    rows.add(row("201 as documented", Accepted.class, answer(201, good)));
    rows.add(
        row("200 in chunks", Accepted.class, chunked(hasBody ? chunk(good) : "", "0\r\n\r\n")));
    rows.add(row("200 compressed", Accepted.class, compressed(200, gzip(good.getBytes(UTF_8)))));
    rows.add(
        row(
            "200 after 100 and 102",
            Accepted.class,
            head(100) + "\r\n" + head(102) + "\r\n" + answer(200, good)));
    rows.add(
        row("200 followed by more bytes", Accepted.class, answer(200, good) + answer(200, good)));
    rows.add(
        closing(
            "200 without a length, ended by closing",
            Accepted.class,
            "HTTP/1.0 200 OK\r\n\r\n" + good));
    rows.add(
        new Row(
            "200 in small pieces",
            line -> line.send(head(200)).pause(20).send(answer(200, good).substring(26)),
            Accepted.class));

    rows.add(row("200 with a page", InDoubt.class, answer(200, "<html>Welcome</html>")));
    rows.add(row("200 with truncated JSON", InDoubt.class, answer(200, "{\"id\": \"4")));
    rows.add(
        row("200 with an empty body", hasBody ? InDoubt.class : Accepted.class, answer(200, "")));
    rows.add(row("204", hasBody ? InDoubt.class : Accepted.class, head(204) + "\r\n"));
    rows.add(
        closing(
            "200 closed before its length",
            InDoubt.class,
            head(200, "Content-Length: " + (good.length() + 1)) + "\r\n" + good));
    rows.add(
        new Row(
            "200 reset before its length",
            line ->
                line.send(head(200, "Content-Length: " + (good.length() + 1)) + "\r\n" + good)
                    .pause(20)
                    .reset(),
            InDoubt.class));
    rows.add(closing("200 closed between chunks", InDoubt.class, chunked(chunk(good + " "))));
    rows.add(
        closing(
            "200 closed within a chunk",
            InDoubt.class,
            chunked(chunk(good + " ").substring(0, 4))));
    rows.add(row("200 with an invalid chunk", InDoubt.class, chunked("nonsense\r\n")));
    rows.add(row("200 with two lengths", InDoubt.class, twoLengths(good)));
    rows.add(row("200 with a negative length", InDoubt.class, head(200, "Content-Length: -1", "")));
    rows.add(row("200 with invalid gzip", InDoubt.class, compressed(200, "this is not gzip")));
    rows.add(
        row(
            "200 with truncated gzip",
            InDoubt.class,
            compressed(200, gzip((good + " ").getBytes(UTF_8)).substring(0, 15))));
    rows.add(
        row(
            "200 with an unknown content encoding",
            InDoubt.class,
            answer(200, good + " ", "Content-Encoding: br")));
    rows.add(row("200 of 10 MB", InDoubt.class, answer(200, MANY)));
    rows.add(
        row(
            "200 decompressed to 10 MB",
            InDoubt.class,
            compressed(200, gzip(MANY.getBytes(UTF_8)))));
    rows.add(
        new Row(
            "200 without end",
            line -> {
              line.send(head(200, "Transfer-Encoding: chunked") + "\r\n");
              while (true) {
                line.send(chunk("x".repeat(1_000)));
              }
            },
            InDoubt.class));

    for (int status : new int[] {400, 402, 403, 404, 409, 413, 418, 422, 425, 499}) {
      rows.add(row(String.valueOf(status), Rejected.class, answer(status, "{\"error\":\"no\"}")));
    }
    rows.add(row("400 with an empty body", Rejected.class, answer(400, "")));
    rows.add(row("400 of 10 MB", Rejected.class, answer(400, MANY)));
    rows.add(row("400 with invalid gzip", Rejected.class, compressed(400, "this is not gzip")));
    rows.add(
        closing("400 cut off", Rejected.class, head(400, "Content-Length: 99") + "\r\n{\"err"));
    rows.add(row("413 and closed", Rejected.class, answer(413, "too much", "Connection: close")));

    rows.add(
        row("401", CarrierBlocked.class, answer(401, "{}", "WWW-Authenticate: Basic realm=x")));
    rows.add(row("401 with a page", CarrierBlocked.class, page(401, "<html>", "text/html")));
    for (int status : new int[] {405, 406, 407, 415}) {
      rows.add(row("" + status, CarrierBlocked.class, answer(status, "{\"error\":\"no\"}")));
    }
    for (int status : new int[] {400, 403, 404, 409, 413, 422, 499}) {
      rows.add(
          row(
              status + " with a page",
              CarrierBlocked.class,
              page(status, "Access denied", "text/html; charset=iso-8859-1")));
    }
    for (String start :
        new String[] {
          "<!DOCTYPE html>",
          "\r\n<HTML>",
          "<?xml version=\"1.0\"?>\n<!-- 404 -->\n<!doctype html PUBLIC",
          "<head><title>404 Not Found</title></head>",
          "<h1>404 Not Found</h1>No context found for request"
        }) {
      rows.add(
          row("404 that begins " + start.strip(), CarrierBlocked.class, page(404, start, "a/b")));
    }
    rows.add(
        closing(
            "404 with a page cut off",
            CarrierBlocked.class,
            head(404, "Content-Length: 99") + "\r\n<html>"));
    rows.add(
        row(
            "404 with a compressed page",
            CarrierBlocked.class,
            compressed(404, gzip("<html></html>".getBytes(UTF_8)))));
    rows.add(row("404 with JSON as text/html", Rejected.class, page(404, "{}", "text/html")));
    rows.add(row("404 with an empty page", Rejected.class, page(404, "", "text/html")));
    rows.add(row("404 with a tag", Rejected.class, page(404, "<error>no</error>", "text/xml")));
    rows.add(row("408", InDoubt.class, answer(408, "{\"error\":\"slow\"}")));
    rows.add(row("408 with a page", InDoubt.class, page(408, "<html>", "text/html")));

    for (int status : new int[] {300, 301, 302, 303, 304, 305, 399}) {
      rows.add(row("" + status, InDoubt.class, redirect(status)));
    }
    rows.add(row("307", CarrierBlocked.class, redirect(307)));
    rows.add(row("308", CarrierBlocked.class, redirect(308)));
    rows.add(row("429", Retryable.class, answer(429, "slow down", "Retry-After: 0")));
    rows.add(row("429 without a pause", Retryable.class, answer(429, "slow down")));
    rows.add(row("429 with a page", Retryable.class, page(429, "<html>", "text/html")));
    rows.add(row("503 with a pause", Retryable.class, answer(503, "later", "Retry-After: 0")));
    rows.add(
        closing(
            "503 with a pause, cut off",
            Retryable.class,
            head(503, "Retry-After: 1", "Content-Length: 9") + "\r\n"));
    rows.add(row("503", InDoubt.class, answer(503, "later")));
    rows.add(row("503 with nonsense", InDoubt.class, answer(503, "later", "Retry-After: soon")));
    rows.add(row("503 with a limit", InDoubt.class, answer(503, "", "X-RateLimit-Reset: 1")));
    for (int status : new int[] {500, 501, 502, 504, 507, 599, 600, 999}) {
      rows.add(row(String.valueOf(status), InDoubt.class, answer(status, "oh")));
    }

    rows.add(row("101", InDoubt.class, head(101, "Upgrade: TLS/1.2", "Connection: Upgrade", "")));
    rows.add(row("status 000", InDoubt.class, "HTTP/1.1 000 Zero\r\n\r\n"));
    rows.add(row("not HTTP", InDoubt.class, "220 smtp.example ESMTP\r\n\r\n"));
    rows.add(row("HTTP/2", InDoubt.class, "HTTP/2 200\r\n\r\n"));
    rows.add(row("headers of 10 MB", InDoubt.class, head(200, "X: " + MANY) + "\r\n"));
    rows.add(
        row("a thousand headers", InDoubt.class, head(200, "X: y\r\n".repeat(1_000)) + "\r\n"));
    rows.add(closing("closed within the headers", InDoubt.class, "HTTP/1.1 200 OK\r\nContent-"));
    rows.add(new Row("closed without a response", RawHttpCarrier.Line::close, InDoubt.class));
    rows.add(new Row("half closed", RawHttpCarrier.Line::halfClose, InDoubt.class));
    rows.add(new Row("reset right after the request", RawHttpCarrier.Line::reset, InDoubt.class));
    rows.add(new Row("no response", line -> line.pause(1_000), InDoubt.class));
    rows.add(
        new Row(
            "only status 100", CarrierResponseContractTest::sendStatus100Forever, InDoubt.class));
    rows.add(
        new Row("slowly dripping headers", line -> line.drip(answer(200, good)), InDoubt.class));
    rows.add(
        new Row(
            "slowly dripping body",
            line ->
                line.send(head(200, "Content-Length: " + (20 + good.length())) + "\r\n")
                    .drip(" ".repeat(20) + good),
            InDoubt.class));
    return rows;
  }

  private static Row row(String name, Class<? extends Outcome> outcome, String text) {
    return new Row(name, line -> line.send(text), outcome);
  }

  private static Row closing(String name, Class<? extends Outcome> outcome, String text) {
    return new Row(name, line -> line.send(text).close(), outcome);
  }

  private static String chunked(String... chunks) {
    return head(200, "Transfer-Encoding: chunked") + "\r\n" + String.join("", chunks);
  }

  private static String page(int status, String body, String contentType) {
    return head(status, "Content-Type: " + contentType, "Content-Length: " + body.length())
        + "\r\n"
        + body;
  }

  private static String redirect(int status) {
    return head(status, "Location: /elsewhere", "Content-Length: 0") + "\r\n";
  }

  private static String twoLengths(String body) {
    return head(200, "Content-Length: " + body.length(), "Content-Length: 1") + "\r\n" + body;
  }

  private static void sendStatus100Forever(RawHttpCarrier.Line line) throws Exception {
    while (true) {
      line.send(head(100) + "\r\n").pause(10);
    }
  }
}
