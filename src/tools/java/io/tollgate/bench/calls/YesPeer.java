package io.tollgate.bench.calls;

import static io.tollgate.diameter.avp.BaseAvps.ACCOUNTING_RECORD_NUMBER;
import static io.tollgate.diameter.avp.BaseAvps.ACCOUNTING_RECORD_TYPE;
import static io.tollgate.diameter.avp.BaseAvps.ACCT_APPLICATION_ID;
import static io.tollgate.diameter.avp.BaseAvps.AUTH_APPLICATION_ID;
import static io.tollgate.diameter.avp.BaseAvps.SESSION_ID;
import static io.tollgate.diameter.avp.CreditControlAvps.CC_REQUEST_NUMBER;
import static io.tollgate.diameter.avp.CreditControlAvps.CC_REQUEST_TYPE;
import static io.tollgate.diameter.avp.CreditControlAvps.GRANTED_SERVICE_UNIT;
import static io.tollgate.diameter.avp.CreditControlAvps.MULTIPLE_SERVICES_CREDIT_CONTROL;
import static io.tollgate.diameter.avp.CreditControlAvps.RATING_GROUP;
import static io.tollgate.diameter.avp.CreditControlAvps.REQUESTED_SERVICE_UNIT;
import static io.tollgate.diameter.avp.CreditControlAvps.SERVICE_IDENTIFIER;

import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A CDF or an OCS that says yes at next to no cost: what is measured beside it on the same cores is
 * the server. {@code YesPeer HOST DELAY_MILLIS}; prints its port and ends with its standard input.
 */
public final class YesPeer {
  private static final long MUCH = 1_000_000;
  private static final int BATCH_OCTETS = 1 << 16;

  private final String host;
  private final long delayMillis;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private YesPeer(String host, long delayMillis) {
    this.host = host;
    this.delayMillis = delayMillis;
  }

  public static void main(String[] words) throws IOException {
    YesPeer peer = new YesPeer(words[0], Long.parseLong(words[1]));
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println("port " + server.getLocalPort());
      Thread accepting = new Thread(() -> peer.accept(server));
      accepting.setDaemon(true);
      accepting.start();
      while (System.in.read() >= 0) {
        // Only its end tells something.
      }
    }
    System.exit(0);
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // The benchmark is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(socket.getInputStream(), BATCH_OCTETS));
      Answers out = new Answers(socket.getOutputStream());
      while (true) {
        int first = in.readInt();
        byte[] bytes = new byte[first & 0xFF_FFFF];
        bytes[0] = MessageCodec.VERSION;
        bytes[1] = (byte) (first >> 16);
        bytes[2] = (byte) (first >> 8);
        bytes[3] = (byte) first;
        in.readFully(bytes, 4, bytes.length - 4);
        Message request = MessageCodec.header(bytes);
        if (request.isRequest()) {
          byte[] answer = MessageCodec.encode(answer(request));
          if (delayMillis > 0 && request.command() == Commands.CREDIT_CONTROL.code()) {
            clock.schedule(() -> out.send(answer, true), delayMillis, TimeUnit.MILLISECONDS);
          } else {
            out.send(answer, in.available() == 0);
          }
        }
      }
    } catch (IOException e) {
      // The server is gone.
    }
  }

  private Message answer(Message request) {
    Avps asked = request.avps();
    AvpWriter avps = new AvpWriter();
    String session = asked.text(SESSION_ID);
    if (session != null) {
      avps.text(SESSION_ID, session);
    }
    avps.unsigned32(BaseAvps.RESULT_CODE, 2001)
        .text(BaseAvps.ORIGIN_HOST, host)
        .text(BaseAvps.ORIGIN_REALM, "lab.tollgate.example");
    if (request.command() == Commands.CAPABILITIES_EXCHANGE.code()) {
      avps.address(BaseAvps.HOST_IP_ADDRESS, InetAddress.getLoopbackAddress())
          .unsigned32(BaseAvps.VENDOR_ID, 0)
          .text(BaseAvps.PRODUCT_NAME, "yes")
          .unsigned32(AUTH_APPLICATION_ID, 4)
          .unsigned32(ACCT_APPLICATION_ID, 3);
    } else if (request.command() == Commands.ACCOUNTING.code()) {
      avps.unsigned32(ACCT_APPLICATION_ID, 3);
      number(asked, avps, ACCOUNTING_RECORD_TYPE);
      copy(asked, avps, ACCOUNTING_RECORD_NUMBER);
    } else if (request.command() == Commands.CREDIT_CONTROL.code()) {
      avps.unsigned32(AUTH_APPLICATION_ID, 4);
      number(asked, avps, CC_REQUEST_TYPE);
      copy(asked, avps, CC_REQUEST_NUMBER);
      asked.groups(MULTIPLE_SERVICES_CREDIT_CONTROL).forEach(each -> grant(each, avps));
    }
    return new Message(
        request.flags() & Message.PROXIABLE,
        request.command(),
        request.application(),
        request.hopByHop(),
        request.endToEnd(),
        avps.toAvps());
  }

  /** As much as is asked for, and more than a call can use. */
  private static void grant(Avps asked, AvpWriter answer) {
    answer.group(
        MULTIPLE_SERVICES_CREDIT_CONTROL,
        service -> {
          Avps units = asked.group(REQUESTED_SERVICE_UNIT);
          if (units != null) {
            service.group(GRANTED_SERVICE_UNIT, granted -> units(units, granted));
          }
          copy(asked, service, SERVICE_IDENTIFIER);
          copy(asked, service, RATING_GROUP);
          service.unsigned32(BaseAvps.RESULT_CODE, 2001);
        });
  }

  private static void units(Avps asked, AvpWriter granted) {
    if (asked.has(CreditControlAvps.CC_TIME)) {
      granted.unsigned32(CreditControlAvps.CC_TIME, MUCH);
    }
    for (Avp each :
        List.of(
            CreditControlAvps.CC_TOTAL_OCTETS,
            CreditControlAvps.CC_INPUT_OCTETS,
            CreditControlAvps.CC_OUTPUT_OCTETS,
            CreditControlAvps.CC_SERVICE_SPECIFIC_UNITS)) {
      if (asked.has(each) || asked.isEmpty() && each.code() == 417) {
        granted.unsigned64(each, MUCH);
      }
    }
  }

  private static void number(Avps from, AvpWriter to, Avp avp) {
    from.integer32(avp).ifPresent(value -> to.integer32(avp, value));
  }

  private static void copy(Avps from, AvpWriter to, Avp avp) {
    from.unsigned32(avp).ifPresent(value -> to.unsigned32(avp, value));
  }

  /** Written together when they come together. */
  private static final class Answers {
    private final OutputStream out;
    private final byte[] batch = new byte[BATCH_OCTETS];
    private int length;

    Answers(OutputStream out) {
      this.out = out;
    }

    synchronized void send(byte[] answer, boolean last) {
      try {
        if (length + answer.length > batch.length) {
          flush();
        }
        System.arraycopy(answer, 0, batch, length, answer.length);
        length += answer.length;
        if (last) {
          flush();
        }
      } catch (IOException e) {
        length = 0;
      }
    }

    private void flush() throws IOException {
      out.write(batch, 0, length);
      length = 0;
    }
  }
}
