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

/** A mail server and the webhook of a chat, on loopback. */
public final class MailAndWebhookFixture implements AutoCloseable {
  public final GreenMail mail;
  public final int mailPort = freePort();
  private final HttpServer chat;
  private final List<WebhookPost> posted = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  /** A request to the webhook. */
  public record WebhookPost(JsonNode json, String token, String key) {}

  /** A received mail; the parts are by file name, the texts by media type. */
  public record ReceivedMail(String subject, String id, String to, Map<String, String> parts) {
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
                new WebhookPost(
                    json,
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"))));
            exchange.sendResponseHeaders(status, -1);
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

  void respondToWebhookWith(int newStatus) {
    status = newStatus;
  }

  public List<WebhookPost> posted() {
    return posted;
  }

  /** The mails that were received since the last call. */
  public List<ReceivedMail> mails() {
    List<ReceivedMail> read = new ArrayList<>();
    try {
      for (MimeMessage message : mail.getReceivedMessages()) {
        Map<String, String> parts = new TreeMap<>();
        collect(message.getContent(), message.getContentType(), null, parts);
        read.add(
            new ReceivedMail(
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
