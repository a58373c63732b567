package io.tollgate.sip.leg;

import io.tollgate.charging.Timers;
import io.tollgate.charging.record.NodeRole;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The initial requests of the last moments, coming in and going out: recognises a request that
 * reached us on two ways (RFC 3261 8.2.2.2), one of our own that came back unchanged, and a message
 * that is repeated as its answer was lost with a connection. Copies that come later than a
 * transaction lives are not looked for, so memory is bounded by the rate, and none is held while
 * nothing comes.
 */
public final class RecentRequests {
  /** 64*T1: a transaction's copies arrive within it. */
  private static final Duration GENERATION = Duration.ofSeconds(32);

  private static final Pattern BRANCH =
      Pattern.compile(";\\s*branch\\s*=\\s*([^;,\\s]+)", Pattern.CASE_INSENSITIVE);

  private static final String ATTRIBUTE = RecentRequests.class.getName();

  private final Clock clock;
  private final Timers timers;
  private final Function<SipServletRequest, NodeRole> sessionCase;
  private volatile Generation generation;

  private record Generation(long since, Map<Key, Seen> present, Map<Key, Seen> former) {
    static final Generation NONE = new Generation(Long.MIN_VALUE / 2, Map.of(), Map.of());

    @Nullable Seen of(Key key) {
      Seen seen = present.get(key);
      return seen == null ? former.get(key) : seen;
    }
  }

  /** One that was let in or sent; a message with its transaction, and its final answer if any. */
  private static final class Seen {
    private static final Seen UNANSWERED = new Seen(new Key(0, 0));

    private final Key transaction;
    private volatile int status;

    private Seen(Key transaction) {
      this.transaction = transaction;
    }
  }

  /** What a request says of itself, however much that is. */
  private record Key(long one, long other) {

    static Key of(String text) {
      try {
        ByteBuffer hash =
            ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  /**
   * @param sessionCase whose half of the session is asked for: both halves may be served here, and
   *     then our own request comes back for the other one (TS 24.229 5.4.3)
   */
  public RecentRequests(
      Clock clock, Timers timers, Function<SipServletRequest, NodeRole> sessionCase) {
    this.sessionCase = sessionCase;
    this.clock = clock;
    this.timers = timers;
    this.generation = Generation.NONE;
  }

  /** Forgotten, unless it was replaced, when the last that may be in it is as old as can be. */
  private Generation fresh(Map<Key, Seen> former) {
    Generation next = new Generation(clock.millis(), new ConcurrentHashMap<>(), former);
    timers.schedule(GENERATION.multipliedBy(2), () -> forget(next));
    return next;
  }

  @SuppressWarnings("ReferenceEquality") // nobody has replaced it meanwhile
  private synchronized void forget(Generation old) {
    if (generation == old) {
      generation = Generation.NONE;
    }
  }

  /**
   * The status that a copy or a loop is answered with; empty if the request is neither. Over TCP
   * and TLS a transaction ends with its answer (RFC 3261 17.2.2, Timer J), so a MESSAGE that is
   * sent once more over a new connection finds none: it gets the answer that the first one had.
   */
  public OptionalInt answerToCopy(SipServletRequest request) {
    Generation current = current();
    Key merge = Key.of(identity(request));
    boolean message = request.getMethod().equals("MESSAGE");
    Seen mine = message ? new Seen(Key.of(branch(request))) : Seen.UNANSWERED;
    Seen first = current.of(merge);
    if (first == null) {
      boolean loop = current.of(loopKey(request, request)) != null;
      first = loop ? Seen.UNANSWERED : current.present.putIfAbsent(merge, mine);
    }
    if (first == null) {
      if (message) {
        request.setAttribute(ATTRIBUTE, mine);
      }
      return OptionalInt.empty();
    }
    boolean repeated = message && first.transaction.equals(mine.transaction);
    return OptionalInt.of(
        repeated && first.status != 0 ? first.status : SipServletResponse.SC_LOOP_DETECTED);
  }

  /** One that came in is answered: so are its copies. */
  static void answered(SipServletResponse response) {
    if (response.getStatus() >= SipServletResponse.SC_OK
        && response.getMethod().equals("MESSAGE")
        && response.getRequest() != null
        && response.getRequest().getAttribute(ATTRIBUTE) instanceof Seen seen) {
      seen.status = response.getStatus();
    }
  }

  /**
   * One of ours went out.
   *
   * @param cause the one that came in
   */
  public void sent(SipServletRequest request, SipServletRequest cause) {
    current().present.put(loopKey(request, cause), Seen.UNANSWERED);
  }

  @SuppressWarnings("ReferenceEquality") // nobody else has replaced it meanwhile
  private Generation current() {
    Generation current = generation;
    if (clock.millis() - current.since < GENERATION.toMillis()) {
      return current;
    }
    synchronized (this) {
      if (generation == current) {
        generation = fresh(current.present);
      }
      return generation;
    }
  }

  private static String identity(SipServletMessage request) {
    return request.getCallId() + ' ' + tag(request.getFrom()) + ' ' + request.getHeader("CSeq");
  }

  /** A request that comes back for another user is a spiral, which is no error. */
  private Key loopKey(SipServletRequest request, SipServletRequest served) {
    return Key.of(
        identity(request) + ' ' + request.getRequestURI() + ' ' + sessionCase.apply(served));
  }

  /** Of the transaction; the rest of a Via is not the same over every connection. */
  private static String branch(SipServletMessage request) {
    Matcher branch = BRANCH.matcher(String.valueOf(request.getHeader("Via")));
    return branch.find() ? branch.group(1) : "";
  }

  private static String tag(Address address) {
    return String.valueOf(address.getParameter("tag"));
  }
}
