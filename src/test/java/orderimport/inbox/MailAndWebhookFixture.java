package orderimport.inbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A mail server and a chat's address, on loopback. */
public final class MailAndWebhookFixture implements AutoCloseable {
  public final GreenMail mail;
  public final int mailPort = freePort();
  private final HttpServer chat;
  private final List<Posted> posted = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;

  /** What was posted. */
  public record Posted(JsonNode json, String token, String key) {}

  /** A mail as its reader sees it; the parts by their file names, texts by their types. */
  public record Read(String subject, String id, String to, Map<String, String> parts) {
    public String plain() {
      return parts.getOrDefault("text/plain", "");
    }

    public String html() {
      return parts.getOrDefault("text/html", "");
    }

    public List<String> attachments() {
      return parts.keySet().stream().filter(name -> !name.startsWith("text/")).toList();
    }
  }

  public MailAndWebhookFixture() {
    mail = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try {
      chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    chat.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            JsonNode json = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            posted.add(
                new Posted(
                    json,
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"))));
            exchange.sendResponseHeaders(answer, -1);
          }
        });
    chat.start();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String hook() {
    return "http://127.0.0.1:%d/hook".formatted(chat.getAddress().getPort());
  }

  void chatAnswers(int status) {
    answer = status;
  }

  public List<Posted> posted() {
    return posted;
  }

  /** Those that came since the last time. */
  public List<Read> mails() {
    List<Read> read = new ArrayList<>();
    try {
      for (MimeMessage message : mail.getReceivedMessages()) {
        Map<String, String> parts = new TreeMap<>();
        collect(message.getContent(), message.getContentType(), null, parts);
        read.add(
            new Read(
                message.getSubject(),
                message.getMessageID(),
                Arrays.toString(message.getAllRecipients()),
                parts));
      }
      mail.purgeEmailFromAllMailboxes();
    } catch (MessagingException | IOException | com.icegreen.greenmail.store.FolderException e) {
      throw new IllegalStateException(e);
    }
    return read;
  }

  private static void collect(
      Object content,
      String type,
      @org.jspecify.annotations.Nullable String name,
      Map<String, String> parts)
      throws MessagingException, IOException {
    if (content instanceof Multipart several) {
      for (int i = 0; i < several.getCount(); i++) {
        BodyPart part = several.getBodyPart(i);
        collect(part.getContent(), part.getContentType(), part.getFileName(), parts);
      }
    } else {
      String text =
          content instanceof String string
              ? string
              : new String(
                  ((java.io.InputStream) content).readAllBytes(), StandardCharsets.ISO_8859_1);
      parts.put(name == null ? type.replaceFirst(";.*", "") : name, text);
    }
  }

  @Override
  public void close() {
    mail.stop();
    chat.stop(0);
  }
}
