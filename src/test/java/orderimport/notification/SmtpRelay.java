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

/** A mail server that rejects recipients, large mails, or takes its time, as relays do. */
public final class SmtpRelay implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("<([^>]*)>");

  /** A mail that was taken. */
  public record Mail(List<String> recipients, String text) {}

  /** By address, what is said to it in place of 250. */
  public final Map<String, String> replies = new ConcurrentHashMap<>();

  public final List<Mail> taken = new CopyOnWriteArrayList<>();
  final CountDownLatch data = new CountDownLatch(1);
  public volatile int largest = Integer.MAX_VALUE;
  volatile CountDownLatch hold = new CountDownLatch(0);
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
        Thread talking = new Thread(() -> talk(socket), "relay talking");
        talking.setDaemon(true);
        talking.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream()) {
      say(out, "220 relay");
      List<String> recipients = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher address = ADDRESS.matcher(line);
        if (line.startsWith("RCPT") && address.find()) {
          String reply = replies.getOrDefault(address.group(1), "250 ok");
          if (reply.startsWith("250")) {
            recipients.add(address.group(1));
          }
          say(out, reply);
        } else if (line.equals("DATA")) {
          say(out, "354 go on");
          take(in, out, recipients);
        } else if (line.equals("QUIT")) {
          say(out, "221 bye");
          return;
        } else {
          if (line.startsWith("MAIL") || line.equals("RSET")) {
            recipients.clear();
          }
          say(out, "250 ok");
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client is gone, or the test is over.
    }
  }

  private void take(BufferedReader in, OutputStream out, List<String> recipients)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append("\r\n");
    }
    data.countDown();
    hold.await();
    if (text.length() > largest) {
      say(out, "552 5.3.4 Message size exceeds fixed limit");
    } else {
      taken.add(new Mail(List.copyOf(recipients), text.toString()));
      say(out, "250 taken");
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
