package io.tollgate.msrp.session;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.tollgate.msrp.sdp.MessageMedia;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Legs whose peers are to connect, by the host that their SDP names. A connection from such a host
 * is read on the loop of the leg that has waited longest: when it is for that one, as it is nearly
 * always, nothing of it has to be handed from loop to loop.
 */
final class Expected {
  private final Map<String, Set<MessageLeg>> waiting = new HashMap<>();

  synchronized void add(MessageLeg leg, MessageMedia peer) {
    waiting.computeIfAbsent(host(peer), host -> new LinkedHashSet<>()).add(leg);
  }

  /** It has its connection, or needs none any more. */
  synchronized void remove(MessageLeg leg, MessageMedia peer) {
    Set<MessageLeg> legs = waiting.get(host(peer));
    if (legs != null) {
      legs.remove(leg);
      forgetIfEmpty(host(peer), legs);
    }
  }

  private void forgetIfEmpty(String host, Set<MessageLeg> legs) {
    if (legs.isEmpty()) {
      waiting.remove(host);
    }
  }

  /** The loop for a connection that was accepted; null when nobody waits for its host. */
  synchronized @Nullable EventLoop loopFor(Channel accepted) {
    if (!(accepted.remoteAddress() instanceof InetSocketAddress from)
        || from.getAddress() == null) {
      return null;
    }
    String host = from.getAddress().getHostAddress();
    Set<MessageLeg> legs = waiting.get(host);
    if (legs == null) {
      return null;
    }
    Iterator<MessageLeg> longest = legs.iterator();
    MessageLeg leg = longest.next();
    longest.remove();
    forgetIfEmpty(host, legs);
    return leg.loop.executor;
  }

  /** An IPv6 address can be written in many ways. */
  private static String numeric(String host) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
    return address == null ? host : address.getHostAddress();
  }

  private static String host(MessageMedia peer) {
    String host = peer.host();
    return numeric(host != null ? host : peer.path().get(0).address());
  }
}
