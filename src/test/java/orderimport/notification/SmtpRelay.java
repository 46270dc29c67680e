package orderimport.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that can be slow, and can reject recipients and large mails. */
public final class SmtpRelay implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("<([^>]*)>");

  /** A mail that was accepted. */
  public record Mail(List<String> recipients, String text) {}

  /** The reply to each recipient's address; 250 for those that are missing. */
  public final Map<String, String> replies = new ConcurrentHashMap<>();

  public final List<Mail> accepted = new CopyOnWriteArrayList<>();
  final CountDownLatch dataReceived = new CountDownLatch(1);
  public volatile int maxSize = Integer.MAX_VALUE;
  volatile CountDownLatch responseAllowed = new CountDownLatch(0);
  private final ServerSocket server;

  public SmtpRelay() throws IOException {
    this(0);
  }

  /**
   * @param port 0 for any
   */
  public SmtpRelay(int port) throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::accept, "relay");
    accepting.setDaemon(true);
    accepting.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread conversation = new Thread(() -> converse(socket), "relay conversation");
        conversation.setDaemon(true);
        conversation.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream()) {
      reply(out, "220 relay");
      List<String> recipients = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher address = ADDRESS.matcher(line);
        if (line.startsWith("RCPT") && address.find()) {
          String reply = replies.getOrDefault(address.group(1), "250 ok");
          if (reply.startsWith("250")) {
            recipients.add(address.group(1));
          }
          reply(out, reply);
        } else if (line.equals("DATA")) {
          reply(out, "354 start mail input");
          receiveData(in, out, recipients);
        } else if (line.equals("QUIT")) {
          reply(out, "221 bye");
          return;
        } else {
          if (line.startsWith("MAIL") || line.equals("RSET")) {
            recipients.clear();
          }
          reply(out, "250 ok");
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client disconnected, or the test ended.
    }
  }

  private void receiveData(BufferedReader in, OutputStream out, List<String> recipients)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append("\r\n");
    }
    dataReceived.countDown();
    responseAllowed.await();
    if (text.length() > maxSize) {
      reply(out, "552 5.3.4 Message size exceeds fixed limit");
    } else {
      accepted.add(new Mail(List.copyOf(recipients), text.toString()));
      reply(out, "250 accepted");
    }
  }

  private static void reply(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
