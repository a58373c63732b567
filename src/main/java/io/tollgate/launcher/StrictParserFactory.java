package io.tollgate.launcher;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.Lexer;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a message with two values of a header that may have one (RFC 3261 7.3.1; RFC 4475 3.3.8
 * and 3.3.9). The stack takes the first and forgets the other, while the next hop may not.
 */
public final class StrictParserFactory implements MessageParserFactory {

  /** The stack makes a parser for each message that it sends, too: its settings are read once. */
  private volatile @Nullable HeadLimits limits;

  @Override
  public MessageParser createMessageParser(SIPTransactionStack stack) {
    HeadLimits known = limits;
    if (known == null) {
      known = HeadLimits.of(((SipStackImpl) stack).getConfigurationProperties());
      limits = known;
    }
    return new StrictParser(known);
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z-]{1,32}");

  private static final class StrictParser extends StringMsgParser {
    private final HeadLimits limits;
    private HeadCheck check;

    StrictParser(HeadLimits limits) {
      this.limits = limits;
      this.check = new HeadCheck(limits);
    }

    @Override
    public SIPMessage parseSIPMessage(
        byte[] octets, boolean readBody, boolean strict, ParseExceptionListener listener)
        throws ParseException {
      check = new HeadCheck(limits);
      SIPMessage message = super.parseSIPMessage(octets, readBody, strict, listener);
      if (message != null) {
        check.tags(message);
        check.charset(message);
        HeadCheck.Objection objection = check.verdict();
        if (objection != null) {
          // For the valve, which can answer.
          message.setApplicationData(objection);
        }
      }
      return message;
    }

    @Override
    protected SIPMessage processFirstLine(String line, ParseExceptionListener listener, byte[] raw)
        throws ParseException {
      check.firstLine(line);
      return super.processFirstLine(line, telling("the first line", listener), raw);
    }

    @Override
    protected void processHeader(
        String header, SIPMessage message, ParseExceptionListener listener, byte[] raw)
        throws ParseException {
      String name = Lexer.getHeaderName(header);
      String key = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
      check.header(key, header);
      if (repeats(key, message)) {
        if (!isLength(key)) {
          check.refuse(plain(name) + " stands more than once");
          return;
        }
        // Nobody knows where the message ends: over UDP that is a 400, and a connection is closed.
        ParseException repeated = new ParseException(name + " stands more than once", 0);
        if (listener != null) {
          // Told as one that makes the message useless.
          listener.handleException(
              repeated, message, CSeq.class, header, new String(raw, StandardCharsets.UTF_8));
        }
        throw repeated;
      }
      try {
        super.processHeader(header, message, telling(plain(name), listener), raw);
      } catch (NumberFormatException | IndexOutOfBoundsException | NullPointerException escaped) {
        // Of RAck, RSeq and others without a number; it would end the thread of a connection.
        check.refuse(plain(name) + " cannot be read");
      }
    }

    private static boolean isLength(String name) {
      return name.equals("content-length") || name.equals("l");
    }

    /** The 400 says which it was; the stack would quote its own exception, line ends and all. */
    private static @Nullable ParseExceptionListener telling(
        String what, @Nullable ParseExceptionListener listener) {
      return listener == null
          ? null
          : (thrown, message, type, header, raw) ->
              listener.handleException(
                  new ParseException(what + " cannot be read", 0), message, type, header, raw);
    }

    private static String plain(@Nullable String name) {
      return name != null && NAME.matcher(name.strip()).matches() ? name.strip() : "a header";
    }

    private static boolean repeats(String name, SIPMessage message) {
      return switch (name) {
        case "cseq" -> message.getCSeq() != null;
        case "call-id", "i" -> message.getCallId() != null;
        case "from", "f" -> message.getFrom() != null;
        case "to", "t" -> message.getTo() != null;
        case "refer-to", "r" -> message.getHeader("Refer-To") != null;
        case "event", "o" -> message.getHeader("Event") != null;
        case "content-type", "c" -> message.getContentTypeHeader() != null;
        case "expires" -> message.getHeader("Expires") != null;
        case "max-forwards" -> message.getHeader("Max-Forwards") != null;
        // A message has one of 0 from the beginning.
        case "content-length", "l" ->
            message.getContentLength() != null
                && message.getContentLength().getContentLength() != 0;
        default -> false;
      };
    }
  }
}
