# Sign files with the certificate in $env:WINDOWS_CERTIFICATE (a PFX file, base64) and $env:WINDOWS_CERTIFICATE_PASSWORD.
#
#   pwsh packaging/windows/sign.ps1 FILE...
#
# By PowerShell's own command: signtool lies at another place with every Windows SDK, and takes the password as a word
# of its command line, where other processes read it.
# Not run by the project's own tests, which have no Windows; the workflow build.yml runs it where the secrets exist.
param([Parameter(Mandatory, ValueFromRemainingArguments)][string[]]$Files)
$ErrorActionPreference = 'Stop'

$pfx = New-TemporaryFile
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
    $password = ConvertTo-SecureString $env:WINDOWS_CERTIFICATE_PASSWORD -AsPlainText -Force
    $certificate = Import-PfxCertificate -FilePath $pfx -Password $password -CertStoreLocation Cert:\CurrentUser\My
}
finally {
    Remove-Item $pfx
}
# A file of certificates may hold those above it as well; the one with a key signs.
$certificate = @($certificate | Where-Object HasPrivateKey)[0]
foreach ($file in $Files) {
    $signed = Set-AuthenticodeSignature -FilePath $file -Certificate $certificate -HashAlgorithm SHA256 `
        -IncludeChain NotRoot -TimestampServer http://timestamp.digicert.com
    if ($signed.Status -ne 'Valid') {
        throw "$file was not signed: $($signed.StatusMessage)"
    }
}
