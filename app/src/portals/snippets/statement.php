<?php

function part(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function statement(string $identifier): string
{
    $pem = preg_replace('/-----[A-Z ]+-----|\s/', '', file_get_contents('portail.pem'));
    $pair = sodium_crypto_sign_seed_keypair(substr(base64_decode($pem), -32));
    $now = time();
    $header = ['alg' => 'EdDSA', 'typ' => 'JWT', 'kid' => '@KID@'];
    $claims = [
        'iss' => '@ISS@',
        'aud' => '@AUD@',
        'sub' => $identifier,
        'iat' => $now,
        'exp' => $now + 120,
        'jti' => bin2hex(random_bytes(16)),
    ];
    $signed = part(json_encode($header)) . '.' . part(json_encode($claims));
    return $signed . '.' . part(sodium_crypto_sign_detached($signed, sodium_crypto_sign_secretkey($pair)));
}
