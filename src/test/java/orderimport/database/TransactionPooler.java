package orderimport.database;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What PgBouncer does between a driver and a PostgreSQL server: it has sessions of its own at the
 * server and gives one to a client for each transaction, or for as long as the client is connected.
 * The sessions are those of the first clients, which it lets log in to the server themselves.
 */
final class TransactionPooler implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final int sessions;
  private final boolean bySession;
  private final boolean inTurn;
  private final AtomicInteger clients = new AtomicInteger();
  private final BlockingDeque<Peer> free = new LinkedBlockingDeque<>();
  private final List<Message> greeting = new CopyOnWriteArrayList<>();

  /**
   * @param server its port
   * @param sessions how many clients log in to the server; each of them has to end before the next
   * @param bySession whether a client keeps its session
   * @param inTurn whether the session that was free for longest comes first
   */
  TransactionPooler(int server, int sessions, boolean bySession, boolean inTurn)
      throws IOException {
    this.server = server;
    this.sessions = sessions;
    this.bySession = bySession;
    this.inTurn = inTurn;
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                // Its client or the test has ended.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void accept() throws IOException {
    while (true) {
      Peer client = new Peer(listener.accept());
      boolean logsIn = clients.getAndIncrement() < sessions;
      daemon(
          () -> {
            try (client) {
              serve(client, logsIn);
            }
          });
    }
  }

  private void serve(Peer client, boolean logsIn) throws IOException, InterruptedException {
    byte[] startup = client.readStartup();
    if (logsIn) {
      free.put(logIn(client, startup));
    } else {
      greet(client);
    }
    Peer kept = bySession ? take() : null;
    try {
      for (Message message = client.read(); message.type() != 'X'; message = client.read()) {
        Peer session = kept == null ? take() : kept;
        transaction(client, session, message);
        if (kept == null) {
          free.put(session);
        }
      }
    } finally {
      if (kept != null) {
        free.put(kept);
      }
    }
  }

  private Peer take() throws InterruptedException {
    return inTurn ? free.takeFirst() : free.takeLast();
  }

  /** The client talks to the server itself until the session is ready. */
  private Peer logIn(Peer client, byte[] startup) throws IOException {
    Peer session = new Peer(new Socket(InetAddress.getLoopbackAddress(), server));
    session.out().write(startup);
    session.out().flush();
    Message message;
    do {
      message = session.read();
      if (message.type() == 'S') {
        greeting.add(message);
      }
      client.write(message.type() == 'K' ? key() : message);
      if (message.isQuestion()) {
        session.write(client.read());
      }
    } while (message.type() != 'Z');
    return session;
  }

  /** The process that a client hears of is none of the server's. */
  private Message key() {
    return new Message('K', new byte[] {0x7f, 0, 0, (byte) clients.get(), 1, 2, 3, 4});
  }

  private void greet(Peer client) throws IOException {
    client.write(new Message('R', new byte[4]));
    for (Message message : greeting) {
      client.write(message);
    }
    client.write(key());
    client.write(new Message('Z', new byte[] {'I'}));
  }

  private static void transaction(Peer client, Peer session, Message first) throws IOException {
    Message message = first;
    while (true) {
      session.write(message);
      if (message.type() == 'Q' || message.type() == 'S') {
        Message answer;
        do {
          answer = session.read();
          client.write(answer);
        } while (answer.type() != 'Z');
        if (answer.body()[0] == 'I') {
          return;
        }
      }
      message = client.read();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Peer session : free) {
      session.close();
    }
  }

  /** A message of PostgreSQL's protocol, without its length. */
  private static final class Message {
    private final char type;
    private final byte[] body;

    Message(char type, byte[] body) {
      this.type = type;
      this.body = body;
    }

    char type() {
      return type;
    }

    byte[] body() {
      return body;
    }

    /** Whether it asks the client for its password, or for the next step of proving it. */
    boolean isQuestion() {
      return type == 'R' && (body[3] == 3 || body[3] == 5 || body[3] == 10 || body[3] == 11);
    }
  }

  private record Peer(Socket socket, DataInputStream in, DataOutputStream out)
      implements AutoCloseable {
    Peer(Socket socket) throws IOException {
      this(
          socket,
          new DataInputStream(socket.getInputStream()),
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
    }

    byte[] readStartup() throws IOException {
      while (true) {
        int length = in.readInt();
        int code = in.readInt();
        byte[] parameters = in.readNBytes(length - 8);
        if (code != SSL_REQUEST && code != GSS_REQUEST) {
          return ByteBuffer.allocate(length).putInt(length).putInt(code).put(parameters).array();
        }
        out.write('N');
        out.flush();
      }
    }

    Message read() throws IOException {
      char type = (char) in.readUnsignedByte();
      return new Message(type, in.readNBytes(in.readInt() - 4));
    }

    void write(Message message) throws IOException {
      out.write(message.type());
      out.writeInt(message.body().length + 4);
      out.write(message.body());
      out.flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
