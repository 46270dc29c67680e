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
 * Imitates PgBouncer between a driver and a PostgreSQL server: it has its own sessions at the
 * server and gives one to a client for each transaction, or for as long as the client is connected.
 * The sessions are those of the first clients, which log in to the server.
 */
final class TransactionPooler implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final int sessions;
  private final boolean sessionMode;
  private final boolean fifo;
  private final AtomicInteger clients = new AtomicInteger();
  private final BlockingDeque<Peer> free = new LinkedBlockingDeque<>();
  private final List<Message> parameterStatus = new CopyOnWriteArrayList<>();

  /**
   * @param server its port
   * @param sessions how many clients log in to the server; each has to disconnect before the next
   * @param sessionMode whether a client keeps its session
   * @param fifo whether the session that was free for longest is used first
   */
  TransactionPooler(int server, int sessions, boolean sessionMode, boolean fifo)
      throws IOException {
    this.server = server;
    this.sessions = sessions;
    this.sessionMode = sessionMode;
    this.fifo = fifo;
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
                // The client has disconnected, or the test has ended.
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
      acceptLogin(client);
    }
    Peer ownSession = sessionMode ? takeSession() : null;
    try {
      for (Message message = client.read(); message.type() != 'X'; message = client.read()) {
        Peer session = ownSession == null ? takeSession() : ownSession;
        transaction(client, session, message);
        if (ownSession == null) {
          free.put(session);
        }
      }
    } finally {
      if (ownSession != null) {
        free.put(ownSession);
      }
    }
  }

  private Peer takeSession() throws InterruptedException {
    return fifo ? free.takeFirst() : free.takeLast();
  }

  /** Passes the messages of the login through until the session is ready. */
  private Peer logIn(Peer client, byte[] startup) throws IOException {
    Peer session = new Peer(new Socket(InetAddress.getLoopbackAddress(), server));
    session.out().write(startup);
    session.out().flush();
    Message message;
    do {
      message = session.read();
      if (message.type() == 'S') {
        parameterStatus.add(message);
      }
      client.write(message.type() == 'K' ? backendKeyData() : message);
      if (message.isAuthenticationRequest()) {
        session.write(client.read());
      }
    } while (message.type() != 'Z');
    return session;
  }

  /** The process id that a client gets is not one of the server's. */
  private Message backendKeyData() {
    return new Message('K', new byte[] {0x7f, 0, 0, (byte) clients.get(), 1, 2, 3, 4});
  }

  private void acceptLogin(Peer client) throws IOException {
    client.write(new Message('R', new byte[4]));
    for (Message message : parameterStatus) {
      client.write(message);
    }
    client.write(backendKeyData());
    client.write(new Message('Z', new byte[] {'I'}));
  }

  private static void transaction(Peer client, Peer session, Message first) throws IOException {
    Message message = first;
    while (true) {
      session.write(message);
      if (message.type() == 'Q' || message.type() == 'S') {
        Message response;
        do {
          response = session.read();
          client.write(response);
        } while (response.type() != 'Z');
        if (response.body()[0] == 'I') {
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

    /** Whether the server asks the client for its password, or for the next authentication step. */
    boolean isAuthenticationRequest() {
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
