import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

public final class Statement {
    private static final Base64.Encoder PART = Base64.getUrlEncoder().withoutPadding();

    public static String of(String identifier) throws Exception {
        String pem = Files.readString(Path.of("portail.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        long now = Instant.now().getEpochSecond();
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":" + quoted("@KID@") + "}";
        String claims = "{\"iss\":" + quoted("@ISS@")
            + ",\"aud\":" + quoted("@AUD@")
            + ",\"sub\":" + quoted(identifier)
            + ",\"iat\":" + now + ",\"exp\":" + (now + 120)
            + ",\"jti\":" + quoted(UUID.randomUUID().toString()) + "}";
        String signed = part(header.getBytes(StandardCharsets.UTF_8))
            + "." + part(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + part(signature.sign());
    }

    private static String part(byte[] bytes) {
        return PART.encodeToString(bytes);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
