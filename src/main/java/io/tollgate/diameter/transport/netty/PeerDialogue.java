package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.MalformedException;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Command;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.AddressRange;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.PeerConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The messages between two peers about themselves: CER, DWR and DPR and their answers. */
final class PeerDialogue {
  private static final int REBOOTING = 0;
  private static final int BUSY = 1;
  private static final int DO_NOT_WANT_TO_TALK_TO_YOU = 2;

  private final Connection connection;
  private final ConnectionLoop loop;
  private int nextId = ThreadLocalRandom.current().nextInt();

  PeerDialogue(Connection connection, ConnectionLoop loop) {
    this.connection = connection;
    this.loop = loop;
  }

  static boolean isForPeers(int command) {
    return command == Commands.CAPABILITIES_EXCHANGE.code()
        || command == Commands.DEVICE_WATCHDOG.code()
        || command == Commands.DISCONNECT_PEER.code();
  }

  void sendCapabilities() {
    Peer peer = connection.peer();
    Set<ChargingInterface> interfaces =
        peer == null ? EnumSet.allOf(ChargingInterface.class) : peer.config().interfaces();
    request(Commands.CAPABILITIES_EXCHANGE, capabilities(interfaces));
  }

  void sendWatchdog() {
    LocalNode node = loop.node();
    AvpWriter out = new AvpWriter(128);
    Capabilities.identity(out, node);
    out.unsigned32(BaseAvps.ORIGIN_STATE_ID, node.originStateId());
    request(Commands.DEVICE_WATCHDOG, out.toAvps());
  }

  void sendDisconnect() {
    AvpWriter out = new AvpWriter(128);
    Capabilities.identity(out, loop.node());
    Peer peer = connection.peer();
    out.integer32(
        BaseAvps.DISCONNECT_CAUSE,
        peer != null && peer.isHeld() ? DO_NOT_WANT_TO_TALK_TO_YOU : REBOOTING);
    request(Commands.DISCONNECT_PEER, out.toAvps());
  }

  void received(byte[] bytes) {
    Message message;
    try {
      message = MessageCodec.decode(bytes);
    } catch (MalformedException e) {
      malformed(MessageCodec.header(bytes), e);
      return;
    }
    if (message.command() == Commands.CAPABILITIES_EXCHANGE.code()) {
      if (message.isRequest()) {
        capabilitiesRequested(message);
      } else {
        capabilitiesAnswered(message);
      }
    } else if (connection.stage() == Connection.Stage.AWAITING_CEA
        || connection.stage() == Connection.Stage.AWAITING_CER) {
      connection.close("command " + message.command() + " before the capabilities exchange");
    } else if (message.command() == Commands.DEVICE_WATCHDOG.code()) {
      if (message.isRequest()) {
        answer(message, ResultCode.SUCCESS, Avps.NONE);
      }
    } else {
      disconnect(message);
    }
  }

  private void malformed(Message message, MalformedException e) {
    if (message.isRequest()) {
      AvpWriter more = new AvpWriter(128);
      more.text(BaseAvps.ERROR_MESSAGE, String.valueOf(e.getMessage()));
      if (!e.failedAvp().isEmpty()) {
        more.group(BaseAvps.FAILED_AVP, failed -> failed.append(e.failedAvp()));
      }
      answer(message, e.resultCode(), more.toAvps());
    }
    if (message.command() == Commands.CAPABILITIES_EXCHANGE.code()) {
      connection.close("capabilities exchange: " + e.getMessage());
    }
  }

  private void capabilitiesAnswered(Message answer) {
    Peer peer = connection.peer();
    if (peer == null || connection.stage() != Connection.Stage.AWAITING_CEA) {
      connection.close("a CEA nobody asked for");
      return;
    }
    String host = answer.avps().text(BaseAvps.ORIGIN_HOST);
    long result = MessageCodec.resultCode(answer.avps());
    if (!ResultCode.isSuccess(result)) {
      connection.close("CEA with Result-Code " + result + " (expected: 2001)");
    } else if (host == null || !host.equalsIgnoreCase(peer.host())) {
      connection.close("CEA of " + host + " (expected: " + peer.host() + ")");
    } else if (!serves(answer.avps(), peer)) {
      connection.close("CEA without any of the applications of " + peer.config().interfaces());
    } else {
      connection.open(peer, answer.avps());
    }
  }

  private void capabilitiesRequested(Message request) {
    if (connection.stage() != Connection.Stage.AWAITING_CER) {
      connection.close("a CER nobody expected");
      return;
    }
    String host = String.valueOf(request.avps().text(BaseAvps.ORIGIN_HOST));
    Peer peer = loop.find(host);
    if (peer == null) {
      refuse(request, ResultCode.UNKNOWN_PEER, host + " is not on the list of peers");
    } else if (!PeerCertificate.names(connection.channel(), host)) {
      refuse(request, ResultCode.UNKNOWN_PEER, "its certificate does not name " + host);
    } else if (peer.config().wire() == PeerConfig.Wire.TLS && !connection.isSecure()) {
      refuse(request, ResultCode.NO_COMMON_SECURITY, host + " is to use TLS");
    } else if (isFrom(peer.config().from())) {
      introduced(request, peer);
    } else {
      // Whoever is on the list may say so from anywhere: the address is part of who it is.
      loop.resolve(peer, addresses -> introduced(request, peer, addresses));
    }
  }

  private void introduced(Message request, Peer peer, List<InetAddress> addresses) {
    if (connection.stage() != Connection.Stage.AWAITING_CER) {
      return;
    }
    if (addresses.contains(connection.remote())) {
      introduced(request, peer);
    } else {
      refuse(
          request,
          ResultCode.UNKNOWN_PEER,
          "%s does not connect from %s (expected: %s, or a network given with ;from=)"
              .formatted(
                  peer.host(), connection.remote().getHostAddress(), peer.config().address()));
    }
  }

  private boolean isFrom(List<AddressRange> networks) {
    InetAddress remote = connection.remote();
    return networks.stream().anyMatch(network -> network.contains(remote));
  }

  private void introduced(Message request, Peer peer) {
    String host = peer.host();
    if (peer.isHeld()) {
      refuse(request, ResultCode.UNABLE_TO_COMPLY, host + " is taken down by an operator");
    } else if (!serves(request.avps(), peer)) {
      refuse(request, ResultCode.NO_COMMON_APPLICATION, host + ": no application in common");
    } else if (!wins(peer)) {
      refuse(request, ResultCode.ELECTION_LOST, host + " is connected already");
    } else {
      Link own = peer.connection();
      answer(request, ResultCode.SUCCESS, capabilities(peer.config().interfaces()));
      connection.open(peer, request.avps());
      if (own != null) {
        own.close("election: the peer's connection stays");
      }
    }
  }

  /**
   * RFC 6733 5.6.4: an open connection stays; of two in the making, the one started by the node
   * with the lesser name does.
   */
  private boolean wins(Peer peer) {
    Link own = peer.connection();
    return own == null
        || (own.isAwaitingAnswer()
            && loop.node().originHost().compareToIgnoreCase(peer.host()) > 0);
  }

  private static boolean serves(Avps capabilities, Peer peer) {
    return Capabilities.offered(capabilities).stream()
        .anyMatch(peer.config().interfaces()::contains);
  }

  private void refuse(Message request, int resultCode, String why) {
    answer(request, resultCode, capabilities(EnumSet.allOf(ChargingInterface.class)));
    connection.close("CER refused with " + resultCode + ": " + why);
  }

  private void disconnect(Message message) {
    if (!message.isRequest()) {
      connection.close("disconnected in good order");
      return;
    }
    OptionalInt cause = message.avps().integer32(BaseAvps.DISCONNECT_CAUSE);
    Peer peer = connection.peer();
    answer(message, ResultCode.SUCCESS, Avps.NONE);
    if (peer != null && cause.orElse(REBOOTING) == DO_NOT_WANT_TO_TALK_TO_YOU) {
      peer.discourage();
    } else if (peer != null && cause.orElse(REBOOTING) == BUSY) {
      peer.spare();
    }
    connection.awaitClose();
  }

  private Avps capabilities(Set<ChargingInterface> interfaces) {
    InetSocketAddress local = (InetSocketAddress) connection.channel().localAddress();
    return Capabilities.ours(loop.node(), interfaces, local.getAddress());
  }

  private void request(Command command, Avps avps) {
    int id = nextId++;
    connection.write(new Message(Message.REQUEST, command.code(), 0, id, id, avps));
  }

  private void answer(Message request, int resultCode, Avps more) {
    LocalNode node = loop.node();
    AvpWriter out = new AvpWriter(256).unsigned32(BaseAvps.RESULT_CODE, resultCode);
    if (!more.has(BaseAvps.ORIGIN_HOST)) {
      Capabilities.identity(out, node);
      out.unsigned32(BaseAvps.ORIGIN_STATE_ID, node.originStateId());
    }
    int error = ResultCode.isProtocolError(resultCode) ? Message.ERROR : 0;
    connection.write(
        new Message(
            error,
            request.command(),
            0,
            request.hopByHop(),
            request.endToEnd(),
            out.append(more).toAvps()));
  }
}
