package io.tollgate.sip.content;

import io.tollgate.content.Contents;
import io.tollgate.content.FreeRate;
import io.tollgate.content.Nature;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells which MESSAGE is free: page mode, to many, within a dialog. So many of one source in a
 * second, and no more.
 */
public final class MessageContents {
  private static final int MAX_SOURCES = 20_000;

  /** Characters in headers that neither routing nor the service needs. */
  private static final int MAX_OTHER = 256;

  private static final Set<String> WORDS =
      Set.of(
          "subject",
          "s",
          "content-encoding",
          "e",
          "content-description",
          "call-info",
          "alert-info");

  private static final Set<String> NEEDED =
      Set.of(
          "via",
          "v",
          "from",
          "f",
          "to",
          "t",
          "call-id",
          "i",
          "cseq",
          "contact",
          "m",
          "route",
          "record-route",
          "path",
          "max-forwards",
          "content-length",
          "l",
          "content-type",
          "c",
          "content-disposition",
          "mime-version",
          "accept",
          "accept-contact",
          "a",
          "reject-contact",
          "j",
          "request-disposition",
          "d",
          "accept-encoding",
          "accept-language",
          "allow",
          "supported",
          "k",
          "require",
          "proxy-require",
          "user-agent",
          "server",
          "date",
          "expires",
          "privacy",
          "authorization",
          "proxy-authorization",
          "identity",
          "history-info",
          "referred-by",
          "b",
          "timestamp",
          "conversation-id",
          "contribution-id",
          "inreplyto-contribution-id");

  private final int perSecond;
  private final LongSupplier nanoTime;
  private final Map<String, FreeRate> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FreeRate> eldest) {
          return size() > MAX_SOURCES;
        }
      };

  /**
   * @param perSecond notifications of one source that are free
   */
  public MessageContents(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** Whether nothing is charged for the MESSAGE. */
  public boolean isFree(SipServletRequest message, String source) {
    return isFree(message, message.getContentType(), Bytes.of(message), source);
  }

  /**
   * @param type of what goes on, where that is not the whole body
   */
  public boolean isFree(
      SipServletRequest message, @Nullable String type, byte[] body, String source) {
    Nature nature = Contents.of(type, body);
    return nature.isFree() && holdsNothingElse(message) && take(source);
  }

  private boolean take(String source) {
    synchronized (sources) {
      return sources
          .computeIfAbsent(source, any -> new FreeRate(perSecond))
          .take(nanoTime.getAsLong());
    }
  }

  private static boolean holdsNothingElse(SipServletMessage message) {
    int other = 0;
    for (Iterator<String> names = message.getHeaderNames(); names.hasNext(); ) {
      String name = names.next();
      String key = name.toLowerCase(Locale.ROOT);
      if (WORDS.contains(key)) {
        return false;
      }
      if (!NEEDED.contains(key) && !key.startsWith("p-")) {
        for (ListIterator<String> values = message.getHeaders(name); values.hasNext(); ) {
          other += name.length() + values.next().length();
        }
      }
    }
    return other <= MAX_OTHER;
  }
}
