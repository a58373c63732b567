package io.tollgate.phone;

/** Session descriptions of message sessions. */
public final class Sdps {

  private Sdps() {}

  public static String offer(String user, int version) {
    return offer(user, version, "");
  }

  /**
   * @param more attribute lines, each with its line break
   */
  public static String offer(String user, int version, String more) {
    return "v=0\r\no=- 1 "
        + version
        + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=message 9 TCP/MSRP *\r\na=accept-types:message/cpim text/plain\r\n"
        + "a=accept-wrapped-types:*\r\na=path:msrp://127.0.0.1:9/"
        + user
        + ";tcp\r\na=setup:active\r\n"
        + more;
  }

  public static String withList(String sdp, String entries) {
    return "--list\r\nContent-Type: application/sdp\r\n\r\n"
        + sdp
        + "--list\r\nContent-Type: application/resource-lists+xml\r\n"
        + "Content-Disposition: recipient-list\r\n\r\n"
        + "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
        + "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>"
        + entries
        + "</list></resource-lists>\r\n--list--\r\n";
  }
}
