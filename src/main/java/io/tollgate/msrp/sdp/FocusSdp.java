package io.tollgate.msrp.sdp;

import java.util.ArrayList;
import java.util.List;

/** The SDP of a conference focus (RFC 7701 section 8): CPIM outside, anything inside. */
public final class FocusSdp {
  private final boolean nicknames;
  private final boolean privateMessages;

  public FocusSdp(boolean nicknames, boolean privateMessages) {
    this.nicknames = nicknames;
    this.privateMessages = privateMessages;
  }

  /**
   * @param id of the origin line, constant for a leg
   * @param version of the origin line, rising
   */
  public String offer(long id, long version, LocalMedia local) {
    List<String> lines = head(local.uri().host(), id, version, "0 0");
    lines.addAll(messageSection(local));
    return join(lines);
  }

  /** Every other media of the offer is declined with port 0 (RFC 3264 section 6). */
  public String answer(String offer, long id, long version, LocalMedia local) {
    SdpText offered = SdpText.of(offer);
    String timing = SdpText.value(offered.session, "t=");
    List<String> lines = head(local.uri().host(), id, version, timing == null ? "0 0" : timing);
    int index = offered.messageIndex();
    for (int i = 0; i < offered.media.size(); i++) {
      if (i == index) {
        lines.addAll(messageSection(local));
      } else {
        lines.add(offered.media.get(i).get(0).replaceFirst("^(m=\\S+\\s+)\\d+(/\\d+)?", "$10"));
      }
    }
    return join(lines);
  }

  private List<String> head(String host, long id, long version, String timing) {
    String address = (host.startsWith("[") ? "IP6 " : "IP4 ") + host.replaceAll("[\\[\\]]", "");
    List<String> lines = new ArrayList<>();
    lines.add("v=0");
    lines.add("o=tollgate " + id + ' ' + version + " IN " + address);
    lines.add("s=-");
    lines.add("c=IN " + address);
    lines.add("t=" + timing);
    return lines;
  }

  private List<String> messageSection(LocalMedia local) {
    List<String> lines = new ArrayList<>();
    lines.add(local.mediaLine());
    lines.add("a=accept-types:message/cpim");
    lines.add("a=accept-wrapped-types:*");
    lines.add(local.pathLine());
    lines.add("a=max-size:" + local.maxSize());
    if (nicknames || privateMessages) {
      lines.add(
          "a=chatroom:"
              + (nicknames ? "nickname" : "")
              + (nicknames && privateMessages ? " " : "")
              + (privateMessages ? "private-messages" : ""));
    }
    MessageSdp.addOwn(lines, local);
    return lines;
  }

  private static String join(List<String> lines) {
    return String.join("\r\n", lines) + "\r\n";
  }
}
