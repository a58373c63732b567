package io.tollgate.agents;

import io.tollgate.harness.Await;
import io.tollgate.walk.party.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** linphone 5.1, driven over the pipe of its daemon; it needs no sound card and no network. */
public final class Linphone implements UserAgent {
  private static final String LOG = "sip.log";
  private static final Pattern EVENT =
      Pattern.compile("Event: LinphoneCall(\\w+)\\s.*?Id: (\\d+)", Pattern.DOTALL);

  private final String user;
  private final String address;
  private final Transport transport;
  private final ClientProcess process;
  private final SocketChannel control;
  private final ClientLog log;
  private State state = State.IDLE;
  private String call = "";
  private String media = "";

  private Linphone(
      String user,
      String address,
      Transport transport,
      ClientProcess process,
      SocketChannel control) {
    this.user = user;
    this.address = address;
    this.transport = transport;
    this.process = process;
    this.control = control;
    log =
        new ClientLog(
            process.folder().resolve(LOG),
            Pattern.compile("belle-sip-message-channel .*: message sent to "),
            Pattern.compile("belle-sip-message-channel .*: received .* new bytes from "),
            Pattern.compile("^\\d{4}-\\d\\d-\\d\\d [\\d:]+ .*"),
            Pattern.compile("(?!)"));
  }

  /**
   * @param settings further lines of section {@code sip}, as {@code 100rel=1}
   */
  public static Linphone start(
      String user, Transport transport, int proxyPort, String... settings) {
    try {
      String address = Addresses.free();
      Path folder = ClientProcess.folder("linphone");
      Files.createDirectories(folder.resolve(".local/share/linphone"));
      Files.createDirectories(folder.resolve(".config/linphone"));
      Files.writeString(
          folder.resolve("linphonerc"),
          """
          [sip]
          sip_port=%d
          sip_tcp_port=%d
          sip_tls_port=0
          bind_address=%s
          auto_net_state_mon=0
          default_proxy=0
          guess_hostname=0
          use_ipv6=0
          keepalive_period=0
          inc_timeout=60
          %s
          [rtp]
          audio_rtp_port=-1
          video_rtp_port=-1
          bind_address=%s
          [sound]
          echocancellation=0
          [video]
          enabled=0
          capture=0
          display=0
          automatically_initiate=0
          automatically_accept=0
          [misc]
          contacts_vcard_list_sync=0
          [proxy_0]
          reg_proxy=<sip:127.0.0.1:%d;transport=%s>
          reg_route=<sip:127.0.0.1:%d;transport=%s;lr;orig>
          reg_identity=<sip:%s@%s>
          reg_sendregister=0
          publish=0
          """
              .formatted(
                  Addresses.SIP_PORT,
                  Addresses.SIP_PORT,
                  address,
                  String.join("\n", settings),
                  address,
                  proxyPort,
                  transport.word(),
                  proxyPort,
                  transport.word(),
                  user,
                  address));
      String pipe = "tollgate-" + UUID.randomUUID();
      ClientProcess process =
          ClientProcess.start(
              folder,
              "linphone-cli",
              List.of(
                  "linphone-daemon",
                  "--config",
                  folder.resolve("linphonerc").toString(),
                  "--pipe",
                  pipe,
                  "--log",
                  folder.resolve(LOG).toString()));
      return new Linphone(
          user, address, transport, process, connect(process, Path.of("/tmp", pipe), address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It listens for commands before it does for calls. */
  private static SocketChannel connect(ClientProcess process, Path pipe, String address)
      throws IOException {
    SocketChannel[] open = new SocketChannel[1];
    boolean there =
        Await.within(
            Duration.ofSeconds(30),
            () -> {
              process.requireAlive("linphone at its start");
              if (!Files.exists(pipe)) {
                return false;
              }
              try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(address, Addresses.SIP_PORT), 1_000);
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                channel.connect(UnixDomainSocketAddress.of(pipe));
                open[0] = channel;
                return true;
              } catch (IOException notYet) {
                return false;
              }
            });
    if (!there) {
      process.close();
      throw new IOException("linphone does not listen, see " + process.folder());
    }
    return open[0];
  }

  /** Its answer comes in one piece, of which blank lines may come later. */
  private synchronized String ask(String command) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(65_536);
      control.configureBlocking(false);
      while (control.read(buffer) > 0) {
        buffer.clear();
      }
      control.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
      StringBuilder answer = new StringBuilder();
      boolean whole =
          Await.within(
              Duration.ofSeconds(15),
              () -> {
                try {
                  if (control.read(buffer) < 0) {
                    throw new AssertionError("linphone is gone, see " + process.folder());
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException("linphone, see " + process.folder(), e);
                }
                answer.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                buffer.clear();
                return answer.toString().matches("(?s)\\s*Status: \\w+\n?.*");
              });
      if (!whole) {
        throw new AssertionError("linphone, " + command + ": " + answer);
      }
      return answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("linphone, see " + process.folder(), e);
    }
  }

  private String command(String command) {
    String answer = ask(command);
    if (!answer.strip().startsWith("Status: Ok")) {
      throw new AssertionError(
          "linphone, " + command + ": " + answer + ", see " + process.folder());
    }
    return answer;
  }

  private void hearEvents() {
    while (true) {
      Matcher event = EVENT.matcher(ask("pop-event"));
      if (!event.find()) {
        return;
      }
      String word = event.group(1);
      switch (word) {
        case "IncomingReceived" -> {
          call = event.group(2);
          state = State.INCOMING;
        }
        case "Connected", "StreamsRunning", "Paused", "PausedByRemote" -> {
          state = State.UP;
          media = word;
        }
        case "End", "Error", "Released" -> {
          if (event.group(2).equals(call)) {
            state = State.IDLE;
            media = "";
          }
        }
        default -> {}
      }
    }
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String uri() {
    return "sip:"
        + user
        + "@"
        + address
        + (transport == Transport.UDP ? "" : ";transport=" + transport.word());
  }

  @Override
  public synchronized void call(String uri) {
    hearEvents();
    String answer = command("call " + uri);
    call = answer.replaceFirst("(?s).*Id: (\\d+).*", "$1");
    state = State.CALLING;
  }

  @Override
  public void accept() {
    command("answer " + call());
  }

  @Override
  public void hangUp() {
    command("terminate " + call());
  }

  @Override
  public void hold() {
    untilDone("call-pause " + call());
  }

  @Override
  public void resume() {
    untilDone("call-resume " + call());
  }

  /** It refuses what it was told while it still works on what came over the wire before. */
  private void untilDone(String command) {
    String[] answer = {""};
    boolean done =
        Await.within(
            Duration.ofSeconds(20),
            () -> {
              answer[0] = ask(command);
              return answer[0].strip().startsWith("Status: Ok");
            });
    if (!done) {
      throw new AssertionError(
          "linphone, " + command + ": " + answer[0] + ", see " + process.folder());
    }
  }

  private synchronized String call() {
    hearEvents();
    return call;
  }

  @Override
  public void message(String uri, String text) {
    command("message " + uri + " " + text);
  }

  @Override
  public synchronized State state() {
    hearEvents();
    return state;
  }

  /** What it says of its media: StreamsRunning, Paused or PausedByRemote. */
  public synchronized String media() {
    hearEvents();
    return media;
  }

  @Override
  public List<Seen> seen() {
    return log.seen();
  }

  @Override
  public void close() {
    try {
      control.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.close();
    }
  }
}
