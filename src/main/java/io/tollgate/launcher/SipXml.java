package io.tollgate.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the context-params of a WAR's sip.xml, which also say where the container listens. */
final class SipXml {
  private static final String LOCATION = "WEB-INF/sip.xml";

  private SipXml() {}

  static Map<String, String> contextParameters(Path webApplication) {
    try {
      if (Files.isDirectory(webApplication)) {
        try (InputStream in = Files.newInputStream(webApplication.resolve(LOCATION))) {
          return parse(in);
        }
      }
      try (ZipFile war = new ZipFile(webApplication.toFile())) {
        ZipEntry entry = war.getEntry(LOCATION);
        if (entry == null) {
          throw new IOException("it holds no " + LOCATION);
        }
        return parse(war.getInputStream(entry));
      }
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new StartupException("the application " + webApplication + " cannot be read: " + e, e);
    }
  }

  private static Map<String, String> parse(InputStream in)
      throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    NodeList parameters =
        factory.newDocumentBuilder().parse(in).getElementsByTagNameNS("*", "context-param");
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < parameters.getLength(); i++) {
      Element parameter = (Element) parameters.item(i);
      values.put(text(parameter, "param-name"), text(parameter, "param-value"));
    }
    return values;
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagNameNS("*", name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().trim();
  }
}
