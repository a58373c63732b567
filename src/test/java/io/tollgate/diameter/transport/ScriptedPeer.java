package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A peer on plain blocking sockets that does what a test tells it: the peer layer of the transports
 * is not used, so they never only talk to themselves.
 */
public final class ScriptedPeer implements AutoCloseable {
  /** Answers every request with 2001. */
  public static final Script SUCCESS = (request, link) -> link.answer(request, ResultCode.SUCCESS);

  /** Never answers. */
  public static final Script SILENCE = (request, link) -> {};

  private final String host;
  private final String address;
  private final Set<ChargingInterface> interfaces;
  private final int port;
  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> peerMessages = new LinkedBlockingQueue<>();
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private volatile Script script = SUCCESS;
  private volatile boolean answersWatchdogs = true;
  private volatile boolean answersCapabilities = true;
  private volatile long originState = 1;
  private volatile @Nullable Duration probation;
  private volatile boolean openedBefore;
  private volatile ServerSocket server;

  /** What to do with an application request. */
  @FunctionalInterface
  public interface Script {
    void onRequest(Message request, Link link) throws IOException;
  }

  public ScriptedPeer(String host, ChargingInterface... interfaces) {
    this(host, "127.0.0.1", interfaces);
  }

  private ScriptedPeer(String host, String address, ChargingInterface... interfaces) {
    this.host = host;
    this.address = address;
    this.interfaces = Set.of(interfaces);
    this.server = listen(0);
    this.port = server.getLocalPort();
    accept(server);
  }

  /** A peer that others than us find, too: it listens on every address. */
  public static ScriptedPeer everywhere(String host) {
    return new ScriptedPeer(host, "0.0.0.0", ChargingInterface.CH1, ChargingInterface.CH2);
  }

  /** A peer on both interfaces. */
  public static ScriptedPeer named(String host) {
    return new ScriptedPeer(host, ChargingInterface.CH1, ChargingInterface.CH2);
  }

  public PeerConfig config() {
    return new PeerConfig(
        host, "127.0.0.1", port, PeerConfig.Wire.TCP, interfaces, 0, 1, 10_000, 0);
  }

  public String host() {
    return host;
  }

  public ScriptedPeer does(Script what) {
    script = what;
    return this;
  }

  public void answerWatchdogs(boolean whether) {
    answersWatchdogs = whether;
  }

  /** Its Origin-State-Id in the capabilities exchange from now on. */
  public void originState(long id) {
    originState = id;
  }

  /** Has us on probation after a reconnect, with watchdogs so far apart (RFC 3539). */
  public void keepsProbation(Duration tw) {
    probation = tw;
  }

  /** Takes leave: a DPR with that Disconnect-Cause. */
  public void sayGoodBye(int cause) throws IOException {
    send(
        new Message(
            Message.REQUEST,
            Commands.DISCONNECT_PEER.code(),
            0,
            1,
            1,
            new AvpWriter()
                .text(BaseAvps.ORIGIN_HOST, host)
                .text(BaseAvps.ORIGIN_REALM, "example.com")
                .integer32(BaseAvps.DISCONNECT_CAUSE, cause)
                .toAvps()));
  }

  public void answerCapabilities(boolean whether) {
    answersCapabilities = whether;
  }

  /** The next application request, which must come. */
  public Message nextRequest() {
    return next(requests);
  }

  /** The next answer to a request of ours. */
  public Message nextAnswer() {
    return next(answers);
  }

  /** The next CER, DWR or DPR. */
  public Message nextPeerMessage() {
    return next(peerMessages);
  }

  /** The next CER, DWR or DPR that has come already. */
  public @Nullable Message pollPeerMessage() {
    return peerMessages.poll();
  }

  /** Messages of that command among those that nobody has taken yet. */
  public long peerMessageCount(int command) {
    return peerMessages.stream().filter(message -> message.command() == command).count();
  }

  public BlockingQueue<Message> requests() {
    return requests;
  }

  /** Sends a request of its own to whoever is connected. */
  public void send(Message request) throws IOException {
    links.get(links.size() - 1).send(request);
  }

  public void sendRaw(byte[] bytes) throws IOException {
    links.get(links.size() - 1).sendRaw(bytes);
  }

  /** Drops every connection with a reset, and stops listening. */
  public void die() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dropConnections();
  }

  public void dropConnections() {
    links.forEach(Link::reset);
    links.clear();
  }

  /** Listens again on the same port. */
  public void comeBack() {
    server = listenAgain();
    accept(server);
  }

  /** Somebody's outgoing connection may have the port for a moment. */
  private ServerSocket listenAgain() {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (true) {
      try {
        return listen(port);
      } catch (UncheckedIOException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  @Override
  public void close() {
    die();
  }

  private static Message next(BlockingQueue<Message> queue) {
    try {
      Message message = queue.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came within 20 s");
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port), 50);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket on) {
    daemon(
        () -> {
          while (!on.isClosed()) {
            Socket socket = on.accept();
            Link link = new Link(socket);
            links.add(link);
            daemon(link::serve, "peer-link-" + host);
          }
        },
        "peer-" + host);
  }

  private interface Job {
    void run() throws IOException;
  }

  private static void daemon(Job job, String name) {
    Thread thread =
        new Thread(
            () -> {
              try {
                job.run();
              } catch (IOException e) {
                // The socket was closed: by the test or by the transport under test.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection. */
  public final class Link {
    private final Socket socket;
    private final OutputStream out;
    private volatile int watchdogsLeft;

    Link(Socket socket) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
    }

    /** The peer's identity. */
    public String host() {
      return host;
    }

    public void answer(Message request, int resultCode) throws IOException {
      answer(request, resultCode, more -> {});
    }

    /** Answers with the AVPs an answer of that command must have, and more. */
    public void answer(Message request, int resultCode, Consumer<AvpWriter> more)
        throws IOException {
      answerAs(host, request, resultCode, more);
    }

    /** Brings the answer of a server behind this peer. */
    public void answerAs(String origin, Message request, int resultCode, Consumer<AvpWriter> more)
        throws IOException {
      AvpWriter out = new AvpWriter();
      copyText(request, out, BaseAvps.SESSION_ID);
      out.unsigned32(BaseAvps.RESULT_CODE, resultCode)
          .text(BaseAvps.ORIGIN_HOST, origin)
          .text(BaseAvps.ORIGIN_REALM, "example.com");
      Avps in = request.avps();
      in.unsigned32(BaseAvps.AUTH_APPLICATION_ID)
          .ifPresent(id -> out.unsigned32(BaseAvps.AUTH_APPLICATION_ID, id));
      in.unsigned32(BaseAvps.ACCT_APPLICATION_ID)
          .ifPresent(id -> out.unsigned32(BaseAvps.ACCT_APPLICATION_ID, id));
      copyInteger(request, out, BaseAvps.ACCOUNTING_RECORD_TYPE);
      copyUnsigned(request, out, BaseAvps.ACCOUNTING_RECORD_NUMBER);
      copyInteger(request, out, CreditControlAvps.CC_REQUEST_TYPE);
      copyUnsigned(request, out, CreditControlAvps.CC_REQUEST_NUMBER);
      more.accept(out);
      int error = resultCode / 1000 == 3 ? Message.ERROR : 0;
      send(reply(request, error, out.toAvps()));
    }

    public void send(Message message) throws IOException {
      sendRaw(MessageCodec.encode(message));
    }

    public synchronized void sendRaw(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    public void close() throws IOException {
      socket.close();
    }

    void reset() {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** RFC 3539 3.4.1, REOPEN: asks at once and in each Tw, and throws away what is no DWA. */
    private void begin() throws IOException {
      Duration tw = probation;
      if (tw != null && openedBefore) {
        watchdogsLeft = 3;
        daemon(
            () -> {
              while (watchdogsLeft > 0 && !socket.isClosed()) {
                send(
                    new Message(
                        Message.REQUEST,
                        Commands.DEVICE_WATCHDOG.code(),
                        0,
                        77,
                        77,
                        new AvpWriter()
                            .text(BaseAvps.ORIGIN_HOST, host)
                            .text(BaseAvps.ORIGIN_REALM, "example.com")
                            .toAvps()));
                LockSupport.parkNanos(tw.toNanos());
              }
            },
            "peer-watchdog-" + host);
      }
      openedBefore = true;
    }

    private void answered(Message answer) {
      if (answer.command() == Commands.DEVICE_WATCHDOG.code()) {
        watchdogsLeft = Math.max(0, watchdogsLeft - 1);
      } else {
        answers.add(answer);
      }
    }

    void serve() throws IOException {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        Message message = read(in);
        if (!message.isRequest()) {
          answered(message);
        } else if (message.command() == Commands.CAPABILITIES_EXCHANGE.code()) {
          peerMessages.add(message);
          if (answersCapabilities) {
            send(reply(message, 0, capabilities()));
            begin();
          }
        } else if (message.command() == Commands.DEVICE_WATCHDOG.code()) {
          peerMessages.add(message);
          if (answersWatchdogs) {
            send(reply(message, 0, result()));
          }
        } else if (message.command() == Commands.DISCONNECT_PEER.code()) {
          peerMessages.add(message);
          send(reply(message, 0, result()));
        } else {
          requests.add(message);
          if (watchdogsLeft == 0) {
            script.onRequest(message, this);
          }
        }
      }
    }

    private Avps capabilities() {
      AvpWriter out =
          new AvpWriter()
              .append(result())
              .address(BaseAvps.HOST_IP_ADDRESS, socket.getLocalAddress())
              .unsigned32(BaseAvps.VENDOR_ID, 0)
              .text(BaseAvps.PRODUCT_NAME, "scripted")
              .unsigned32(BaseAvps.ORIGIN_STATE_ID, originState);
      if (interfaces.contains(ChargingInterface.CH2)) {
        out.unsigned32(BaseAvps.AUTH_APPLICATION_ID, 4);
      }
      if (interfaces.contains(ChargingInterface.CH1)) {
        out.unsigned32(BaseAvps.ACCT_APPLICATION_ID, 3);
      }
      return out.toAvps();
    }

    private Avps result() {
      return new AvpWriter()
          .unsigned32(BaseAvps.RESULT_CODE, ResultCode.SUCCESS)
          .text(BaseAvps.ORIGIN_HOST, host)
          .text(BaseAvps.ORIGIN_REALM, "example.com")
          .toAvps();
    }
  }

  private static Message reply(Message request, int flags, Avps avps) {
    return new Message(
        request.flags() & Message.PROXIABLE | flags,
        request.command(),
        request.application(),
        request.hopByHop(),
        request.endToEnd(),
        avps);
  }

  private static Message read(DataInputStream in) throws IOException {
    int first = in.readInt();
    byte[] bytes = new byte[first & 0xFF_FFFF];
    ByteBuffer.wrap(bytes).putInt(first);
    in.readFully(bytes, 4, bytes.length - 4);
    return MessageCodec.header(bytes);
  }

  private static void copyText(Message request, AvpWriter out, Avp avp) {
    String value = request.avps().text(avp);
    if (value != null) {
      out.text(avp, value);
    }
  }

  private static void copyInteger(Message request, AvpWriter out, Avp avp) {
    request.avps().integer32(avp).ifPresent(value -> out.integer32(avp, value));
  }

  private static void copyUnsigned(Message request, AvpWriter out, Avp avp) {
    request.avps().unsigned32(avp).ifPresent(value -> out.unsigned32(avp, value));
  }
}
