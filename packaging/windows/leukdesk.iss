; The installer for Windows, by Inno Setup 6.3 or later, around the folder build. For one user, no administrator.
; sh packaging/windows/build-installer.sh runs it.
; Not run by the project's own tests, which have no Windows; the workflow build.yml runs it on GitHub's machines.

#ifndef AppVersion
  #error The version is missing. Run: sh packaging/windows/build-installer.sh
#endif

[Setup]
; Never to change: by it an installer finds the version that is there, and takes its place.
AppId={{5D0A54C2-6F0B-4E1D-9C55-8E2B7B3F6A10}
AppName=Leukdesk
AppVersion={#AppVersion}
AppVerName=Leukdesk {#AppVersion}
AppPublisher=The Leukdesk authors
VersionInfoProductTextVersion={#AppVersion}
PrivilegesRequired=lowest
MinVersion=10.0
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Copies that the single file unpacks lie in folders of their own beside it.
DefaultDirName={autopf}\Leukdesk\installed
DisableProgramGroupPage=yes
; A running Leukdesk holds its files; it is asked to close as if its window was closed, and not killed.
CloseApplications=yes
RestartApplications=no
ShowLanguageDialog=auto
WizardStyle=modern
Compression=lzma2
SolidCompression=yes
OutputDir=..\..\dist
OutputBaseFilename=leukdesk-{#AppVersion}-setup
UninstallDisplayName=Leukdesk
UninstallDisplayIcon={app}\leukdesk.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"; LicenseFile: "terms-en.txt"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"; LicenseFile: "terms-fr.txt"

[CustomMessages]
en.Comment=See, classify and log pictures of blood smears. For research use only.
fr.Comment=Voir, classer et consigner des images de frottis sanguins. Réservé à la recherche.
en.DataStays=Leukdesk was removed. What it stored (log, pictures, settings) stays in %1.
fr.DataStays=Leukdesk a été supprimé. Ce qu’il a enregistré (journal, images, réglages) reste dans %1.

[InstallDelete]
; Files of the version before that this one lacks.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\leukdesk-folder\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion
Source: "..\..\dist\THIRD-PARTY-NOTICES.txt"; DestDir: "{app}"; Flags: ignoreversion
Source: "..\..\dist\leukdesk.cdx.json"; DestDir: "{app}"; Flags: ignoreversion
Source: "..\..\LICENSE"; DestDir: "{app}"; DestName: "LICENSE.txt"; Flags: ignoreversion

[Icons]
; In a folder of its own: the single file makes an entry "Leukdesk" beside it, and takes that away again.
Name: "{autoprograms}\Leukdesk\Leukdesk"; Filename: "{app}\leukdesk.exe"; WorkingDir: "{app}"; Comment: "{cm:Comment}"
Name: "{autodesktop}\Leukdesk"; Filename: "{app}\leukdesk.exe"; WorkingDir: "{app}"; Comment: "{cm:Comment}"; Tasks: desktop

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Run]
Filename: "{app}\leukdesk.exe"; Description: "{cm:LaunchProgram,Leukdesk}"; Flags: nowait postinstall skipifsilent

[Code]
// The data folder is not the installer's: nothing here removes it, and who uninstalls is told where it is.
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Data: String;
begin
  Data := ExpandConstant('{localappdata}\leukdesk');
  if (CurUninstallStep = usPostUninstall) and not UninstallSilent and DirExists(Data) then
    MsgBox(FmtMessage(CustomMessage('DataStays'), [Data]), mbInformation, MB_OK);
end;
