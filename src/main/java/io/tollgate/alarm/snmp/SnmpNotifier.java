package io.tollgate.alarm.snmp;

import io.tollgate.alarm.AlarmBook;
import io.tollgate.alarm.AlarmCatalogue;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Each alarm that is raised, cleared or acknowledged, as a notification to each receiver. They go
 * over UDP from a thread of their own: a receiver that is away keeps nobody waiting.
 */
public final class SnmpNotifier implements Consumer<AlarmBook.Event>, AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(SnmpNotifier.class);
  private static final int MOST_WAITING = 1_000;
  private static final int LONGEST_TEXT = 255;
  private static final String UP_TIME = "1.3.6.1.2.1.1.3.0";
  private static final String TRAP_OID = "1.3.6.1.6.3.1.1.4.1.0";
  private static final int V2C = 1;

  /** A receiver's host and port; the host is looked up each time. */
  public record Receiver(String host, int port) {}

  /**
   * How notifications look.
   *
   * @param root the object identifier under which they are, {@code 1.3.6.1...}
   * @param server who tells
   * @param engine snmpEngineID (RFC 3411 5)
   */
  public record Form(String root, String server, byte[] engine) {}

  /** What secures them; without a user they go in the clear, with the community. */
  public record Security(
      String community,
      String user,
      String authentication,
      String password,
      String privacyPassword) {}

  private final Form form;
  private final String community;
  private final @Nullable UserSecurity security;
  private final List<Receiver> receivers;
  private final InstantSource clock;
  private final Instant start;
  private final DatagramSocket socket;
  private final BlockingQueue<AlarmBook.Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean full = new AtomicBoolean();
  private final Thread thread;
  private int id;

  public SnmpNotifier(Form form, Security how, List<Receiver> receivers, InstantSource clock) {
    this.form = form;
    this.community = how.community();
    this.receivers = List.copyOf(receivers);
    this.clock = clock;
    this.start = clock.instant();
    this.security =
        how.user().isEmpty()
            ? null
            : new UserSecurity(
                form.engine(),
                how.user(),
                UserSecurity.Authentication.valueOf(how.authentication()),
                how.password(),
                how.privacyPassword(),
                start.toEpochMilli() << 16);
    try {
      socket = new DatagramSocket();
    } catch (SocketException e) {
      throw new IllegalStateException("snmp: " + e.getMessage(), e);
    }
    thread = new Thread(this::send, "tollgate-snmp");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void accept(AlarmBook.Event event) {
    if (waiting.offer(event)) {
      full.set(false);
    } else if (full.compareAndSet(false, true)) {
      LOG.warn("snmp: {} notifications wait; further ones are dropped", MOST_WAITING);
    }
  }

  private void send() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        AlarmBook.Event event = waiting.take();
        byte[] message = message(event);
        for (Receiver receiver : receivers) {
          send(message, receiver);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(byte[] message, Receiver receiver) {
    InetSocketAddress address = new InetSocketAddress(receiver.host(), receiver.port());
    try {
      if (address.isUnresolved()) {
        throw new IOException("no such host");
      }
      socket.send(new DatagramPacket(message, message.length, address));
    } catch (IOException e) {
      LOG.warn("snmp: {}:{}: not sent: {}", receiver.host(), receiver.port(), e.getMessage());
    }
  }

  /** RFC 3416 4.2.6: sysUpTime.0 and snmpTrapOID.0 come first. */
  byte[] message(AlarmBook.Event event) {
    id = id + 1 & 0x7FFF_FFFF;
    AlarmCatalogue alarm = event.alarm();
    boolean cleared = event.turn() == AlarmBook.Turn.CLEARED;
    byte[] pdu =
        Ber.value(
            Ber.TRAP,
            Ber.integer(id),
            Ber.integer(0),
            Ber.integer(0),
            Ber.sequence(
                bound(UP_TIME, Ber.ticks(upMillis() / 10)),
                bound(TRAP_OID, Ber.oid(form.root() + ".0." + (event.turn().ordinal() + 1))),
                bound(1, Ber.text(form.server())),
                bound(2, Ber.text(alarm.id())),
                bound(3, Ber.integer(cleared ? 1 : severity(alarm.severity()))),
                bound(4, Ber.text(cut(alarm.condition()))),
                bound(5, Ber.text(cut(event.text()))),
                bound(6, Ber.text(cut(alarm.whatToDo()))),
                bound(7, Ber.text(event.at().toString())),
                bound(8, Ber.text(event.who()))));
    if (security == null) {
      return Ber.sequence(Ber.integer(V2C), Ber.text(community), pdu);
    }
    // Minutes since 1970 only ever rise, also over restarts, and need no file.
    return security.message(
        id, (int) (start.getEpochSecond() / 60), (int) (upMillis() / 1000), pdu);
  }

  private long upMillis() {
    return Math.max(0, clock.millis() - start.toEpochMilli());
  }

  private byte[] bound(int object, byte[] value) {
    return bound(form.root() + ".1." + object + ".0", value);
  }

  private static byte[] bound(String oid, byte[] value) {
    return Ber.sequence(Ber.oid(oid), value);
  }

  /** As X.733 numbers them: 1 is cleared. */
  private static int severity(AlarmCatalogue.Severity severity) {
    return switch (severity) {
      case CRITICAL -> 3;
      case MAJOR -> 4;
      case MINOR -> 5;
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }

  @Override
  public void close() {
    thread.interrupt();
    socket.close();
  }
}
